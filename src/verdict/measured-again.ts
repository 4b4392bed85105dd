import { isInPairs, type Plan, type PlannedCheck } from '../records/plan.js';
import type { JudgedCheck } from '../records/verdict.js';
import { effects } from './table.js';

/**
 * The checks that a run which goes on with this one measures again: those that say nothing either way, and with them
 * what the same test or the same load script measures. What failed or was flaky is never among them: its record stands,
 * and a test of which that is so is not run again for what it would measure besides.
 */
export function measuredAgain({ checks }: Pick<Plan, 'checks'>, rows: readonly JudgedCheck[]): Set<string> {
  const rowOf = new Map(rows.map((row) => [row.id, row]));
  const again = checks.filter((check) => {
    if (check.source.kind === 'identity' || isSettled(rowOf.get(check.id))) return false;
    const carrier = carrierOf(check);
    if (isSettled(rowOf.get(carrier))) return false;
    return checks.some((other) => carrierOf(other) === carrier && isOpen(rowOf.get(other.id)));
  });
  return new Set(again.map(({ id }) => id));
}

/** It fell short, and that was measured. */
function isSettled(row: JudgedCheck | undefined): boolean {
  return row !== undefined && row.outcome !== 'passed' && !isOpen(row);
}

/** Whatever its tier, and waived or not: nobody knows. */
function isOpen(row: JudgedCheck | undefined): boolean {
  if (row === undefined) return true;
  // A flake that has become too old is still a flake: to measure it again would make it disappear.
  return effects[row.outcome][row.attribution ?? 'product'] === 'INCONCLUSIVE';
}

/** What has to be run to measure it: its test, its script, the whole story of a drill, or itself. */
function carrierOf({ id, stage, source }: PlannedCheck): string {
  if (stage === 'drill') return stage;
  if (source.kind === 'derived') return source.of;
  // Two stagings in turn are runs of the script by themselves.
  if (source.kind === 'comparison' && isInPairs(source)) return `${source.file} in pairs`;
  return source.kind === 'limit' || source.kind === 'comparison' ? source.file : id;
}
