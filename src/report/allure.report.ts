import { createHash } from 'node:crypto';
import type { Outcome } from '../records/check.js';
import type { Verdict } from '../records/verdict.js';
import { defineReport, type ReportFile } from './define-report.js';
import type { ReportInput } from './input.js';
import { account } from './text/account.js';
import { excuseOf } from './text/exceptions.js';
import { verdictTone } from './text/words.js';
import { oneLine, visible } from './text/visible.js';
import type { Case } from './verdict-case.js';

type Status = 'passed' | 'failed' | 'broken' | 'skipped';
const statuses: Readonly<Partial<Record<Outcome, Status>>> = {
  passed: 'passed',
  flaky: 'passed',
  failed: 'failed',
  skipped: 'skipped',
};

/**
 * What allure-playwright can't know, as Allure results beside its own: the verdict, the release's identity, load
 * limits, derived checks, and tests that left nothing.
 */
export default defineReport({
  folder: 'allure-results',
  render(input) {
    const results = input.verdict.checks
      // What Playwright told as failed is told a second time as excused.
      .filter((check) => !toldByPlaywright(check, input) || excuseOf(check) !== undefined)
      .map((check) => result(check, input.verdict));
    return [verdictResult(input.verdict), ...results, { file: 'environment.properties', text: environment(input) }];
  },
});

function toldByPlaywright(check: Case, { plan }: ReportInput): boolean {
  const source = plan?.checks.find(({ id }) => id === check.id)?.source;
  return source?.kind === 'test' && check.outcome !== 'missing';
}

function verdictResult(verdict: Verdict): ReportFile {
  const status: Status = { good: 'passed', bad: 'failed', unsure: 'broken' }[verdictTone[verdict.verdict]] as Status;
  const details = [verdict.headline, ...verdict.reasons.map(({ check, message }) => `${check}: ${message}`)];
  return file({
    verdict,
    id: 'run/verdict',
    name: `Verdict: ${verdict.verdict}`,
    stage: 'verdict',
    status,
    details,
    durationMs: verdict.durationMs,
    labels: [],
  });
}

function result(check: Case, verdict: Verdict): ReportFile {
  const excuse = excuseOf(check);
  const told = statuses[check.outcome] ?? 'broken';
  const status = told !== 'passed' && excuse !== undefined ? 'skipped' : told;
  const labels = [label('tag', check.tier), ...(check.owner === undefined ? [] : [label('owner', check.owner)])];
  const plain = check.outcome === 'passed' || check.outcome === 'failed';
  const remark = excuse === undefined ? check.outcome : `${check.outcome}, ${excuse}`;
  const name = plain && excuse === undefined ? check.title : `${check.title} (${remark})`;
  return file({
    verdict,
    id: check.id,
    name,
    stage: check.stage,
    status,
    details: account(check),
    durationMs: check.durationMs,
    labels,
  });
}

type Told = {
  verdict: Verdict;
  id: string;
  name: string;
  stage: string;
  status: Status;
  details: string[];
  durationMs: number;
  labels: { name: string; value: string }[];
};

function file({ verdict, id, name, stage, status, details, durationMs, labels }: Told): ReportFile {
  const uuid = identifier(`${verdict.runId} ${id}`);
  const start = Date.parse(verdict.startedAt);
  const told = {
    uuid,
    historyId: identifier(id),
    testCaseId: identifier(id),
    fullName: id,
    name: oneLine(name),
    status,
    statusDetails: { message: oneLine(details[0] as string), trace: visible(details.join('\n')) },
    stage: 'finished',
    start,
    stop: start + Math.round(durationMs),
    labels: [label('parentSuite', 'gonogo'), label('suite', stage), label('framework', 'gonogo'), ...labels],
    titlePath: ['gonogo', stage],
    links: [],
    steps: [],
    attachments: [],
    parameters: [],
  };
  return { file: `${uuid}-result.json`, text: `${JSON.stringify(told, null, 2)}\n` };
}

function label(name: string, value: string): { name: string; value: string } {
  return { name, value: oneLine(value) };
}

/** A name-based identifier that looks like the UUIDs Allure gives, the same each time it is made. */
function identifier(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function environment({ verdict, plan }: ReportInput): string {
  const known: [string, string | null][] = [
    ['verdict', verdict.verdict],
    ['release', verdict.subject.version],
    ['commit', verdict.subject.commit],
    ['target', `${verdict.target.name} ${verdict.target.url}`],
    ['profile', verdict.profile],
    ['gonogo', verdict.gonogo],
    ...(plan === null ? [] : Object.entries(plan.tools)),
  ];
  const lines = known.flatMap(([name, value]) =>
    value === null ? [] : [`${name} = ${oneLine(value).replaceAll('\\', '\\\\')}\n`],
  );
  return lines.join('');
}
