import { explainForecast } from '../policy/explain-forecast.js';
import type { Said } from '../policy/explain-limit.js';
import { explanationOf } from '../policy/explanation.js';
import { tierRule } from '../policy/tier-rule.js';
import { UsageError } from '../records/usage-error.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { visible } from '../report/text/visible.js';
import { readVerdict } from '../run-folder/files.js';
import { contextOf, readRun, type RunRead } from '../run-folder/judge.js';
import { effectOf, isOverBudget } from '../verdict/table.js';

/**
 * `gonogo explain <check>`: why a check of a run got its outcome (rule, expected, actual, interval, n, evidence) and at
 * which value it would have another one. Green ones too. What the run's folder does not hold any more is said.
 * @throws UsageError when the run has no such check.
 */
export async function explain(check: string, runDir: string): Promise<number> {
  const verdict = readVerdict(runDir);
  const row = verdict.checks.find(({ id }) => id === check);
  if (row === undefined) {
    const near = verdict.checks.filter(({ id }) => id.includes(check)).map(({ id }) => `  ${id}`);
    const left = verdict.notChecked.find((one) => one.check === check);
    if (left !== undefined) throw new UsageError(`${check} was not in this run's plan: ${left.why}`);
    throw new UsageError(
      [`${runDir} has no check ${check}.`, ...(near.length > 0 ? ['Near it:', ...near] : [])].join('\n'),
    );
  }
  const lines = [...explanation(row, verdict, runOf(runDir))].map(([word, text]) =>
    visible(word === '' ? text : `  ${word.padEnd(12)} ${text}`),
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** The run as its folder holds it, or why it does not any more. */
function runOf(runDir: string): RunRead | string {
  try {
    return readRun(runDir);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

function* explanation(row: JudgedCheck, verdict: Verdict, run: RunRead | string): Generator<Said> {
  yield ['', `${row.id}  ${row.outcome}${row.reasonCode === undefined ? '' : ` (${row.reasonCode})`}`];
  yield ['', `  ${row.title}`];
  yield ['', `  ${row.message}`];
  if (row.expected !== undefined) yield ['expected', row.expected];
  if (row.actual !== undefined) yield ['actual', row.actual];
  if (row.failingStep !== undefined) yield ['failing step', row.failingStep];
  if (row.attribution !== undefined) yield ['attributed', row.attribution];
  if (typeof run === 'string') yield ['not there', `what follows is from verdict.json alone: ${run}`];
  else yield* ofRun(row, verdict, run);
  for (const file of row.evidence) yield ['evidence', file];
  for (const { check, standing, ticket, message } of verdict.waivers)
    if (check === row.id) yield ['waiver', `${ticket}, ${standing}: ${message}`];
  for (const { check, standing, issue, message } of verdict.quarantine)
    if (check === row.id) yield ['quarantine', `${issue}, ${standing}: ${message}`];
  const cause = verdict.reasons.find(({ check, also }) => check === row.id || also.includes(row.id));
  if (cause !== undefined && cause.check !== row.id) yield ['same cause', `as ${cause.check}: ${cause.message}`];
  if (row.rerun !== undefined) yield ['again', row.rerun];
  yield ['run', `${verdict.runId}, ${verdict.verdict}, policy ${verdict.digests?.policy ?? '(none was read)'}`];
}

/** What only the plan, the policy and the evidence can tell. */
function* ofRun(row: JudgedCheck, verdict: Verdict, run: RunRead): Generator<Said> {
  const { evidence, plan, policy } = run;
  const planned = plan.checks.find(({ id }) => id === row.id);
  const record = evidence.records.get(row.id);
  if (verdict.digests !== null && verdict.digests.evidence !== evidence.root)
    yield ['changed', 'the evidence is not what this verdict was judged from: see "gonogo judge"'];
  if (planned === undefined || record === undefined)
    yield ['not there', 'the run holds no evidence of it that can be believed, so nothing tells where it would flip'];
  else {
    yield* explanationOf(planned, record, contextOf(run, verdict.judgedAt));
    if (planned.source.kind === 'capacity' && record.measured.kind === 'capacity')
      yield* explainForecast(planned.source, record.measured, plan);
  }
  yield ['tier', tierOfRow(row, run)];
  yield ['effect', effectInWords(row, isOverBudget(verdict.checks, policy))];
}

function tierOfRow({ id, tier, quarantine }: JudgedCheck, { plan, policy }: RunRead): string {
  if (quarantine !== undefined) return `${tier}, by its quarantine`;
  const planned = plan.checks.find((check) => check.id === id);
  if (planned?.source.kind === 'identity') return `${tier}: which release was measured always decides`;
  return `${tier}: policy ${tierRule(id, policy)}; planned as ${planned?.tier}; the stricter holds`;
}

function effectInWords(row: JudgedCheck, overBudget: boolean): string {
  const effect = effectOf(row, overBudget);
  if (effect !== 'none') return `calls for ${effect}`;
  if (row.tier === 'advisory') return 'none: advisory checks are shown and never decide';
  if (row.waiver !== undefined) return `none: waived by ${row.waiver}`;
  return row.outcome === 'passed' ? 'none: it passed' : 'none: within the flake budget';
}
