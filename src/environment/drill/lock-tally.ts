import type { LockSpan, LockWatch } from '../../records/drill.js';

/** A row of pg_locks at one look. */
export interface LockSeen {
  pid: number;
  mode: string;
  /** `public.orders`; null: a row's, another transaction's, or something that is no table. */
  table: string | null;
  granted: boolean;
}

/** Folds one look after the other into what a watch saw: it may be thousands, and few say anything new. */
export interface LockTally {
  /** @param atMs of a monotonic clock. */
  add(atMs: number, locks: readonly LockSeen[]): void;
  /** What was seen until now; what is still held was held so far at least. */
  end(atMs: number): Pick<LockWatch, 'looks' | 'longestGapMs' | 'held' | 'waited' | 'migration'>;
}

/** These keep writers out, the last one readers too: PostgreSQL's documentation, "Explicit Locking". */
const keepsOut = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];
/** Who takes one of these changes a table, and not just its rows. */
const changesTable = [...keepsOut, 'ShareUpdateExclusiveLock'];

/** Seen from `firstMs` to `lastMs`, and not at the looks before and after those. */
interface Seen {
  pid: number;
  beforeMs: number;
  firstMs: number;
  lastMs: number;
}

export function tallyLocks(startMs: number): LockTally {
  const open = new Map<string, Seen & LockSeen>();
  const held = new Map<string, LockSpan>();
  const waits = new Map<number, LockSpan>();
  const sessions = new Map<number, Seen & { changesTable: boolean; afterMs: number }>();
  let looks = 0;
  let longestGapMs = 0;
  let previousMs = startMs;

  const close = (lock: Seen & LockSeen, afterMs: number): void => {
    const { mode, table } = lock;
    const span = { mode, table, ...lengthOf(lock, afterMs) };
    if (!lock.granted) keepLonger(waits, lock.pid, span);
    else if (keepsOut.includes(mode) && table !== null) keepLonger(held, table, span);
  };
  const add = (atMs: number, locks: readonly LockSeen[]): void => {
    looks += 1;
    longestGapMs = Math.max(longestGapMs, atMs - previousMs);
    const seen = { beforeMs: previousMs, firstMs: atMs, lastMs: atMs };
    const now = new Set<string>();
    for (const lock of locks) {
      const key = JSON.stringify([lock.pid, lock.granted, lock.mode, lock.table]);
      now.add(key);
      const known = open.get(key);
      if (known === undefined) open.set(key, { ...lock, ...seen });
      else known.lastMs = atMs;
    }
    for (const [key, lock] of open) {
      if (now.has(key)) continue;
      close(lock, atMs);
      open.delete(key);
    }
    for (const { pid, mode, table, granted } of locks) {
      const session = sessions.get(pid) ?? { pid, ...seen, changesTable: false, afterMs: atMs };
      session.lastMs = atMs;
      session.changesTable ||= granted && table !== null && changesTable.includes(mode);
      sessions.set(pid, session);
    }
    for (const session of sessions.values()) if (session.lastMs === previousMs) session.afterMs = atMs;
    previousMs = atMs;
  };

  return {
    add,
    end(atMs) {
      for (const lock of open.values()) close(lock, atMs);
      for (const session of sessions.values()) if (session.lastMs === previousMs) session.afterMs = atMs;
      const migrating = [...sessions.values()].filter((session) => session.changesTable);
      const waiting = [...waits].filter(([pid]) => !migrating.some((session) => session.pid === pid));
      const [waited] = waiting.map(([, span]) => span).toSorted(longerFirst);
      return {
        looks,
        longestGapMs: Math.max(longestGapMs, atMs - previousMs),
        held: [...held.values()].toSorted(longerFirst),
        ...(waited === undefined ? {} : { waited }),
        ...(migrating.length === 0 ? {} : { migration: fromFirstToLast(migrating) }),
      };
    },
  };
}

function lengthOf({ beforeMs, firstMs, lastMs }: Seen, afterMs: number): Pick<LockSpan, 'atLeastMs' | 'atMostMs'> {
  return { atLeastMs: lastMs - firstMs, atMostMs: afterMs - beforeMs };
}

function keepLonger<Key>(spans: Map<Key, LockSpan>, key: Key, span: LockSpan): void {
  const known = spans.get(key);
  if (known === undefined || longerFirst(span, known) < 0) spans.set(key, span);
}

function longerFirst(a: LockSpan, b: LockSpan): number {
  return b.atLeastMs - a.atLeastMs || b.atMostMs - a.atMostMs;
}

function fromFirstToLast(sessions: readonly (Seen & { afterMs: number })[]): Pick<LockSpan, 'atLeastMs' | 'atMostMs'> {
  const first = Math.min(...sessions.map(({ firstMs }) => firstMs));
  const last = Math.max(...sessions.map(({ lastMs }) => lastMs));
  const before = Math.min(...sessions.map(({ beforeMs }) => beforeMs));
  const after = Math.max(...sessions.map(({ afterMs }) => afterMs));
  return { atLeastMs: last - first, atMostMs: after - before };
}
