import type { Verdict } from '../records/verdict.js';
import { defineReport } from './define-report.js';
import { account } from './text/account.js';
import { excuseOf } from './text/exceptions.js';
import { type Markup, markup, sourceOf } from './text/markup.js';
import { oneLine } from './text/visible.js';
import { type Case, cases } from './verdict-case.js';

const element = { passed: null, flaky: null, failed: 'failure', skipped: 'skipped' } as const;
type Element = 'failure' | 'error' | 'skipped' | null;

/**
 * JUnit XML, a suite for a stage. `failed` is a failure; what could not be told is an error; a flaky test passed, with
 * a property that says so. What is waived or in quarantine is skipped, and says why: red is for what decides.
 */
export default defineReport({
  file: 'junit.xml',
  render({ verdict }) {
    const all = cases(verdict);
    const stages = [...new Set(all.map(({ stage }) => stage))];
    const document = markup`<testsuites name="${oneLine(verdict.subject.name)}" ${totals(all)} timestamp="${verdict.startedAt}">
${stages.map((stage) =>
  suite(
    stage,
    all.filter((check) => check.stage === stage),
    verdict,
  ),
)}</testsuites>
`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n${sourceOf(document)}`;
  },
});

function properties(verdict: Verdict): Markup {
  const named = {
    verdict: verdict.verdict,
    exitCode: verdict.exitCode,
    runId: verdict.runId,
    headline: verdict.headline,
  };
  const rows = Object.entries(named).map(
    ([name, value]) => markup`      <property name="${name}" value="${oneLine(String(value))}"/>\n`,
  );
  return markup`    <properties>\n${rows}    </properties>\n`;
}

function suite(stage: string, ofStage: readonly Case[], verdict: Verdict): Markup {
  return markup`  <testsuite name="${oneLine(stage)}" ${totals(ofStage)} timestamp="${verdict.startedAt}">
${properties(verdict)}${ofStage.map(testcase)}  </testsuite>
`;
}

function totals(some: readonly Case[]): Markup {
  const having = (name: Element): number => some.filter((each) => elementOf(each) === name).length;
  const time = some.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return markup`tests="${some.length}" failures="${having('failure')}" errors="${having('error')}" skipped="${having('skipped')}" time="${seconds(time)}"`;
}

function testcase(check: Case): Markup {
  const excuse = excuseOf(check);
  return markup`    <testcase classname="${oneLine(check.id)}" name="${oneLine(check.title)}" time="${seconds(check.durationMs)}">
      <properties>
        <property name="outcome" value="${check.outcome}"/>
        <property name="tier" value="${check.tier}"/>
${excuse === undefined ? null : markup`        <property name="excused" value="${oneLine(excuse)}"/>\n`}      </properties>
${result(check)}    </testcase>
`;
}

function result(check: Case): Markup | null {
  const name = elementOf(check);
  if (name === null)
    return check.outcome === 'flaky' ? markup`      <system-out>${account(check).join('\n')}</system-out>\n` : null;
  const excuse = excuseOf(check);
  const message = oneLine(excuse === undefined ? check.message : `${check.outcome}, ${excuse}: ${check.message}`);
  if (name === 'skipped') return markup`      <skipped message="${message}"/>\n`;
  const type = check.reasonCode === undefined ? check.outcome : check.reasonCode;
  const body = markup`message="${message}" type="${type}">${account(check).join('\n')}`;
  return name === 'failure' ? markup`      <failure ${body}</failure>\n` : markup`      <error ${body}</error>\n`;
}

function elementOf(check: Case): Element {
  const { outcome } = check;
  const told = outcome in element ? element[outcome as keyof typeof element] : 'error';
  return told !== null && excuseOf(check) !== undefined ? 'skipped' : told;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
