import { expect, test } from 'vitest';
import type { LockSpan, LockWatch } from '../../records/drill.js';
import { rollback, type Rollback } from '../../records/rollback.js';
import { SetupError } from '../../records/setup-error.js';
import { judgeMigration } from './migration.js';

const post = { post: 'http://127.0.0.1:1/' };
const config = (rest: object = {}): Rollback =>
  rollback.parse({ to: '1.0.0', replicas: 2, deploy: post, rollback: post, redeploy: post, ...rest });
const span = (atLeastMs: number, atMostMs = atLeastMs + 40): LockSpan => ({
  ...{ mode: 'AccessExclusiveLock', table: 'public.orders' },
  ...{ atLeastMs, atMostMs },
});
const watch = (rest: Partial<LockWatch> = {}): LockWatch => ({
  ...{ looks: 100, longestGapMs: 30, held: [span(300)], migration: { atLeastMs: 300, atMostMs: 340 }, rows: {} },
  ...rest,
});
function refused(of: LockWatch, rest: object = {}): SetupError {
  try {
    judgeMigration(of, config(rest));
  } catch (error) {
    if (error instanceof SetupError) return error;
  }
  throw new Error('it was judged');
}

test('a short lock and a short migration are well, and both are told', () => {
  const { findings, actual } = judgeMigration(watch({ waited: { ...span(120), mode: 'RowExclusiveLock' } }), config());
  expect(findings).toEqual([]);
  expect(actual).toBe(
    'the migration took 340 ms; public.orders was locked (AccessExclusiveLock) for 300 ms; a statement waited 120 ms for public.orders',
  );
});

test('a lock over the limit is named with its table, and so is who waited for it', () => {
  const waited = { ...span(2800), mode: 'RowExclusiveLock' };
  const { findings } = judgeMigration(watch({ held: [span(3000), span(20)], waited }), config());
  expect(findings).toEqual([
    'public.orders was locked (AccessExclusiveLock) for 3.0 s: over the limit of 1000 ms (rollback.limits.lockMs).',
    'A statement waited 2.8 s for public.orders: over the limit of 1000 ms (rollback.limits.lockMs).',
  ]);
});

test('a migration over its limit is named, however short its locks are', () => {
  const { findings } = judgeMigration(watch({ migration: { atLeastMs: 61_000, atMostMs: 61_040 } }), config());
  expect(findings).toEqual([expect.stringContaining('The migration took 61.0 s')]);
});

test('a release without a migration is well', () => {
  const { findings, actual } = judgeMigration(watch({ held: [], migration: undefined }), config());
  expect(findings).toEqual([]);
  expect(actual).toBe('no session changed a table; no table was locked for 30 ms or more');
});

test.each<[string, LockWatch, string]>([
  ['nobody looked', watch({ looks: 0, held: [], migration: undefined }), 'zero-samples'],
  [
    'the database is not there',
    watch({ looks: 0, held: [], flaw: 'nothing listens at this address' }),
    'staging-unreachable',
  ],
  ['the watch broke off', watch({ flaw: 'the connection broke' }), 'staging-died'],
  ['nobody looked for longer than a lock may last', watch({ longestGapMs: 1001 }), 'interval-straddles-limit'],
  ['a lock lasted until some time after the limit', watch({ held: [span(990)] }), 'interval-straddles-limit'],
  ['a wait did', watch({ waited: span(990) }), 'interval-straddles-limit'],
  ['the migration did', watch({ migration: { atLeastMs: 59_990, atMostMs: 60_010 } }), 'interval-straddles-limit'],
])('nothing is proven where %s', (_, of, reasonCode) => {
  expect(refused(of)).toMatchObject({ reasonCode });
});

test('what was seen to be over the limit stays so, though the watch broke off', () => {
  expect(judgeMigration(watch({ held: [span(3000)], flaw: 'the connection broke' }), config()).findings).toHaveLength(
    1,
  );
});

test('a forecast at production’s rows is told as one, and fails nothing', () => {
  const rows = { 'public.orders': 1000 };
  const judged = judgeMigration(
    watch({ rows }),
    config({ productionRows: { 'public.orders': 500_000, 'public.gone': 7 } }),
  );
  expect(judged.findings).toEqual([]);
  expect(judged.actual).toContain(
    "forecast, not judged: at production's 500000 rows of public.orders in place of 1000 at most about 170.0 s, over 1000 ms",
  );
  expect(judgeMigration(watch({ rows }), config()).actual).not.toContain('forecast');
});
