import { secondOf } from '../records/clock.js';
import type { LoadEvidence } from '../records/load-evidence.js';

type Runners = NonNullable<Extract<LoadEvidence, { tool: 'k6' }>['runners']>;

/** What adds up over the processes of one run. */
type Column = 'activeVUs' | 'due' | 'ended' | 'dropped';

/**
 * A column of all runners together, in one second of the clock. Null: there is none, or one of them does not tell.
 * @param whenAway what is held of a runner that had not begun, or was through: it adds nothing, or makes the sum unknown.
 */
export function sumOfRunners(
  runners: Runners,
  column: Column,
  second: number,
  whenAway: 'adds nothing' | 'unknown',
): number | null {
  const all = runners.map(({ startedAt, instrument }) => instrument.seconds[column][second - secondOf(startedAt)]);
  const told = whenAway === 'unknown' ? all.map((one) => one ?? null) : all.filter((one) => one !== undefined);
  return told.length === 0 || told.includes(null) ? null : told.reduce((sum: number, one) => sum + Number(one), 0);
}
