import { UsageError } from '../records/usage-error.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { readVerdict } from '../run-folder/files.js';

/** Prints why a check of a run got its outcome: rule, expected, actual, evidence. Green ones too. */
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
  process.stdout.write(`${[...explanation(row, verdict)].join('\n')}\n`);
  return 0;
}

function* explanation(row: JudgedCheck, verdict: Verdict): Generator<string> {
  yield `${row.id}  ${row.outcome}${row.reasonCode === undefined ? '' : ` (${row.reasonCode})`}`;
  yield `  ${row.title}`;
  yield `  ${row.message}`;
  if (row.expected !== undefined) yield `  expected     ${row.expected}`;
  if (row.actual !== undefined) yield `  actual       ${row.actual}`;
  if (row.failingStep !== undefined) yield `  failing step ${row.failingStep}`;
  if (row.attribution !== undefined) yield `  attributed   ${row.attribution}`;
  yield `  tier         ${row.tier}`;
  for (const file of row.evidence) yield `  evidence     ${file}`;
  const cause = verdict.reasons.find(({ check, also }) => check === row.id || also.includes(row.id));
  if (cause !== undefined && cause.check !== row.id) yield `  same cause   as ${cause.check}: ${cause.message}`;
  if (row.rerun !== undefined) yield `  again        ${row.rerun}`;
  yield `  run          ${verdict.runId}, ${verdict.verdict}, policy ${verdict.digests?.policy ?? '(none was read)'}`;
}
