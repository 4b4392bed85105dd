import type { DrillJournal, DrillRecord, DrillStep, LockWatch } from '../../records/drill.js';
import type { IdentityObservation, ReleaseIdentity } from '../../records/release.js';
import type { Hook, Rollback } from '../../records/rollback.js';
import { runHook, type HookPlace } from './hook.js';
import { proveReplicas } from './prove-replicas.js';
import { lostAmong, startTraffic, type Orders } from './traffic.js';

/** Before the change and after it, so many orders come to their end. */
const ordersEach = 2;

/** One change of the release that staging runs. */
interface Change {
  step: DrillStep;
  hook: Hook;
  isMeant: (identity: ReleaseIdentity) => boolean;
  /** Light traffic around it. */
  orders?: Orders;
  /** Begins to watch the database's locks; what that resolves to ends it. */
  watchLocks?: () => Promise<() => Promise<LockWatch>>;
}

/** The world of a drill. */
export interface ChangePlace extends HookPlace {
  look(): Promise<IdentityObservation>;
  rollback: Rollback;
}

/**
 * Lets customers order, changes the release, and looks who answers and whether every order is still there.
 * @throws SetupError when the change could not even begin: nothing is recorded of it then.
 */
export async function changeRelease(
  change: Change,
  earlier: Pick<DrillJournal, 'steps'>,
  place: ChangePlace,
): Promise<DrillRecord> {
  const { step, hook, isMeant, orders } = change;
  const { replicas, limits } = place.rollback;
  const startedAt = new Date().toISOString();
  const stopWatching = change.watchLocks === undefined ? undefined : once(await change.watchLocks());
  const traffic = orders === undefined ? undefined : startTraffic(orders);
  try {
    await traffic?.enter('before', ordersEach);
    await traffic?.enter('during', 0);
    const sinceMs = performance.now();
    const { ms: hookMs, flaw } = await runHook(hook, step, place);
    const untilMs = performance.now() + limits.agreeWithinS * 1000;
    const proving = flaw === undefined ? proveReplicas(place.look, { isMeant, replicas, sinceMs, untilMs }) : undefined;
    const [proof] = await Promise.all([proving, traffic?.enter('after', ordersEach)]);
    const locks = await stopWatching?.();
    const book = await traffic?.stop();
    const placed = [...earlier.steps, { orders: book }].flatMap((one) => one.orders?.placed ?? []);
    const { lost } = orders === undefined ? { lost: [] } : await lostAmong(placed, orders);
    return {
      ...{ step, startedAt, hookMs, lost },
      ...(flaw === undefined ? {} : { flaw }),
      ...(proof === undefined ? {} : { proof }),
      ...(book === undefined ? {} : { orders: book }),
      ...(locks === undefined ? {} : { locks }),
    };
  } finally {
    await Promise.all([stopWatching?.(), traffic?.stop()]);
  }
}

/** Ends it once, however often it is asked to. */
function once<T>(end: () => Promise<T>): () => Promise<T> {
  let ended: Promise<T> | undefined;
  return () => (ended ??= end());
}
