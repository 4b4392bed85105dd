import type { DrillJournal, DrillRecord, LostOrder, OrderPhase } from '../../records/drill.js';
import { SetupError } from '../../records/setup-error.js';
import type { Judged } from './judged.js';

/** So many lost orders are told one by one; the rest is counted. */
const toldLost = 5;

/**
 * Is every order that staging took before, during and after its changes still there, and what it was? Orders that went
 * wrong for their customer are counted: they were never taken.
 * @param now what is lost, or cannot be looked for, at the end.
 * @throws SetupError when that proves nothing: no orders of one kind, or some that cannot be looked for.
 */
export function judgeOrders({ steps }: DrillJournal, now: { lost: LostOrder[]; unread: LostOrder[] }): Judged {
  const lost = new Map<string, string>();
  for (const { step, lost: then } of steps)
    for (const { id, what } of then) if (!lost.has(id)) lost.set(id, `${what} (seen after ${step})`);
  for (const { id, what } of now.lost) if (!lost.has(id)) lost.set(id, `${what} (seen at the end)`);
  const all = [...lost.values()];
  const more = all.length > toldLost ? [`${all.length - toldLost} more orders are lost.`] : [];
  const counts = phases.map((phase) => ({
    phase,
    placed: sum(steps, (orders) => orders.placed.filter((one) => one.phase === phase).length),
    errors: sum(steps, (orders) => orders.errors.filter((one) => one.phase === phase).length),
  }));
  if (all.length === 0) refuseUnproven(steps, counts, now.unread);
  const placed = counts.reduce((total, count) => total + count.placed, 0);
  const each = counts.map((count) => `${count.placed} ${count.phase} (${count.errors} went wrong)`).join(', ');
  return {
    expected: 'every order that was taken, as it was',
    actual: `${placed - all.length} of ${placed}, placed ${each} the changes`,
    findings: [...all.slice(0, toldLost).map((what) => `Order ${what}.`), ...more],
    evidence: { counts, errors: steps.flatMap(({ orders }) => orders?.errors.map(({ message }) => message) ?? []) },
  };
}

const phases: readonly OrderPhase[] = ['before', 'during', 'after'];

function sum(steps: readonly DrillRecord[], of: (orders: NonNullable<DrillRecord['orders']>) => number): number {
  return steps.reduce((total, { orders }) => (orders === undefined ? total : total + of(orders)), 0);
}

function refuseUnproven(
  steps: readonly DrillRecord[],
  counts: readonly { phase: OrderPhase; placed: number }[],
  unread: readonly LostOrder[],
): void {
  const [first] = unread;
  if (first !== undefined)
    throw new SetupError(`No order is known to be lost, but order ${first.what}.`, 'no-evidence', 'environment');
  const none = counts.find(({ placed }) => placed === 0);
  if (none === undefined) return;
  const [error] = steps.flatMap(({ orders }) => orders?.errors ?? []);
  const why = error === undefined ? '' : ` The first that went wrong: ${error.message}`;
  throw new SetupError(
    `No order was taken ${none.phase} any change, so none could be lost.${why}`,
    'zero-samples',
    'environment',
  );
}
