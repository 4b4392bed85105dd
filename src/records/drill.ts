import { z } from 'zod';
import { releaseIdentity } from './release.js';

/** What a drill does to staging, in this order. `prepare` only where staging.config.ts says how. */
export const drillStep = z.enum(['prepare', 'deploy', 'rollback', 'redeploy']);
export type DrillStep = z.infer<typeof drillStep>;

/** Between two looks of the watch nobody knows: it lasted this long at least, and at most. */
const span = z.strictObject({ atLeastMs: z.number().nonnegative(), atMostMs: z.number().nonnegative() });

const lockSpan = span.extend({
  mode: z.string(),
  /** `public.orders`; null: not a table's lock but a row's or another transaction's. */
  table: z.string().nullable(),
});
export type LockSpan = z.infer<typeof lockSpan>;

/** What was seen of a database's locks while a release was deployed. */
export const lockWatch = z.strictObject({
  looks: z.int().nonnegative(),
  /** What lasts longer than this was seen. */
  longestGapMs: z.number().nonnegative(),
  /** Of each table, the longest lock that keeps readers or writers out; the longest first. */
  held: z.array(lockSpan),
  /** The longest that a statement waited for a lock, those of the migration itself aside. */
  waited: lockSpan.optional(),
  /** From the first lock of those sessions that change a table to their last. Absent: there was no such session. */
  migration: span.optional(),
  /** Rows of the locked tables that a forecast was asked for. */
  rows: z.record(z.string(), z.int().nonnegative()),
  /** Why it ended before its time. */
  flaw: z.string().optional(),
});
export type LockWatch = z.infer<typeof lockWatch>;

/** What looks at the identity endpoint proved after a change. Times count from the call of the hook. */
export const replicaProof = z.strictObject({
  looks: z.int().nonnegative(),
  /** When the release that was meant first answered. */
  firstAfterMs: z.number().nonnegative().optional(),
  /** When it was proven that every replica is it; absent: it never was. */
  provenAfterMs: z.number().nonnegative().optional(),
  /** Those that proved it, by name; empty where replicas have none. */
  replicas: z.array(z.string()),
  /** Who else answered, or what was answered instead, in the last looks. */
  others: z.array(z.string()),
});
export type ReplicaProof = z.infer<typeof replicaProof>;

const phase = z.enum(['before', 'during', 'after']);
export type OrderPhase = z.infer<typeof phase>;

/** What came of the orders around one change. */
const orderBook = z.strictObject({
  /** Those that staging said it took: what it said of each right then. */
  placed: z.array(z.strictObject({ phase, id: z.string(), said: z.string() })),
  /** Those that went wrong, as they would have for a customer. */
  errors: z.array(z.strictObject({ phase, message: z.string() })),
});
export type OrderBook = z.infer<typeof orderBook>;

/** A placed order that is not what it was. */
const lostOrder = z.strictObject({ id: z.string(), what: z.string() });
export type LostOrder = z.infer<typeof lostOrder>;

const drillRecord = z.strictObject({
  step: drillStep,
  startedAt: z.iso.datetime(),
  /** How long the command or call took. */
  hookMs: z.number().nonnegative(),
  /** Why it did not end well. */
  flaw: z.string().optional(),
  /** Absent where the hook did not end well: nothing was to be proven then. */
  proof: replicaProof.optional(),
  orders: orderBook.optional(),
  /** Orders of this step or one before it that are gone, or are others, after it. */
  lost: z.array(lostOrder),
  locks: lockWatch.optional(),
});
export type DrillRecord = z.infer<typeof drillRecord>;

/** What a drill has done so far: kept in a file, since a test that fails costs its process. */
export const drillJournal = z.strictObject({
  schemaVersion: z.literal(1),
  /** What staging was before: the release under test. */
  candidate: releaseIdentity.omit({ replica: true }),
  steps: z.array(drillRecord),
});
export type DrillJournal = z.infer<typeof drillJournal>;

/** `rollback.json`: what came of `rollback.onNoGo`. */
export const rolledBack = z.strictObject({
  schemaVersion: z.literal(1),
  /** The previous release, as staging.config.ts names it. */
  to: z.string(),
  startedAt: z.iso.datetime(),
  /** What was done and seen, in words. */
  said: z.string(),
  /** Sentences on what went wrong; none: every replica has proven that it is the previous release. */
  findings: z.array(z.string()),
  /** Absent where it could not even begin. */
  record: drillRecord.optional(),
});
export type RolledBack = z.infer<typeof rolledBack>;
