import type { Outcome } from '../records/check.js';
import { defineReport } from './define-report.js';
import { account } from './text/account.js';
import { excuseOf } from './text/exceptions.js';
import { visible } from './text/visible.js';
import { type Case, cases } from './verdict-case.js';

type Status = 'passed' | 'failed' | 'skipped' | 'other';

/** CTRF has no word for what could not be told: `other`, with our own word in `rawStatus`. */
const statuses: Readonly<Partial<Record<Outcome, Status>>> = {
  passed: 'passed',
  flaky: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};

/** CTRF JSON (https://ctrf.io). */
export default defineReport({
  file: 'ctrf.json',
  render({ verdict, plan }) {
    const tests = cases(verdict).map(test);
    const having = (status: Status): number => tests.filter((each) => each.status === status).length;
    const report = {
      reportFormat: 'CTRF',
      specVersion: '0.0.0',
      timestamp: verdict.judgedAt,
      generatedBy: `gonogo ${verdict.gonogo}`,
      results: {
        tool: { name: 'gonogo', version: verdict.gonogo, ...(plan === null ? {} : { extra: { tools: plan.tools } }) },
        summary: {
          tests: tests.length,
          passed: having('passed'),
          failed: having('failed'),
          skipped: having('skipped'),
          pending: 0,
          other: having('other'),
          flaky: tests.filter(({ flaky }) => flaky === true).length,
          suites: new Set(tests.map(({ suite }) => suite[0])).size,
          start: Date.parse(verdict.startedAt),
          stop: Date.parse(verdict.finishedAt),
          duration: Math.round(verdict.durationMs),
          extra: {
            verdict: verdict.verdict,
            exitCode: verdict.exitCode,
            headline: visible(verdict.headline),
            counts: verdict.counts,
          },
        },
        tests,
        environment: {
          reportName: `${visible(verdict.subject.name)}: ${verdict.verdict}`,
          appName: visible(verdict.subject.name),
          ...(verdict.subject.version === null ? {} : { appVersion: visible(verdict.subject.version) }),
          ...(verdict.subject.commit === null ? {} : { commit: visible(verdict.subject.commit) }),
          buildId: verdict.runId,
          testEnvironment: visible(verdict.target.name),
        },
      },
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  },
});

function test(check: Case) {
  const excuse = excuseOf(check);
  const told = statuses[check.outcome] ?? 'other';
  // Red is for what decides; `rawStatus` and the counts stay what was found.
  const status = told !== 'passed' && excuse !== undefined ? 'skipped' : told;
  return {
    testId: check.id,
    name: visible(check.title),
    status,
    rawStatus: check.outcome,
    duration: Math.round(check.durationMs),
    suite: [check.stage],
    tags: [check.tier],
    ...(status === 'passed' && check.outcome === 'passed'
      ? {}
      : {
          message: visible(excuse === undefined ? check.message : `${excuse}: ${check.message}`),
          trace: visible(account(check).join('\n')),
        }),
    ...(check.outcome === 'flaky' ? { flaky: true } : {}),
    ...(check.steps === undefined || check.steps.length === 0 ? {} : { steps: check.steps.map(step) }),
    extra: {
      reasonCode: check.reasonCode,
      attribution: check.attribution,
      excused: excuse,
      owner: check.owner,
      impact: check.impact,
      evidence: check.evidence,
    },
  };
}

function step({ title, failed }: { title: string; failed: boolean }) {
  return { name: visible(title), status: failed ? 'failed' : 'passed' };
}
