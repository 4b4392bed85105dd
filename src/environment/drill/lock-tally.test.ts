import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tallyLocks, type LockSeen } from './lock-tally.js';

const lock = (rest: Partial<LockSeen> = {}): LockSeen => ({
  ...{ pid: 7, mode: 'AccessExclusiveLock', table: 'public.orders', granted: true },
  ...rest,
});

/** What is seen at these moments, the watch beginning at 0 and ending at `endMs`. */
function seen(looks: readonly [number, LockSeen[]][], endMs: number) {
  const tally = tallyLocks(0);
  for (const [atMs, locks] of looks) tally.add(atMs, locks);
  return tally.end(endMs);
}

test('a lock lasted as long as it was seen at least, and from the look before to the look after at most', () => {
  const { held, looks, longestGapMs } = seen(
    [
      [10, []],
      [30, [lock()]],
      [70, [lock()]],
      [95, []],
    ],
    100,
  );
  expect(held).toEqual([{ mode: 'AccessExclusiveLock', table: 'public.orders', atLeastMs: 40, atMostMs: 85 }]);
  expect({ looks, longestGapMs }).toEqual({ looks: 4, longestGapMs: 40 });
});

test('a lock that is still there at the end counts', () => {
  expect(
    seen(
      [
        [10, []],
        [30, [lock()]],
        [70, [lock()]],
      ],
      90,
    ).held,
  ).toMatchObject([{ atLeastMs: 40, atMostMs: 80 }]);
});

test('of each table its longest lock is told, the longest first; a lock that keeps nobody out is none', () => {
  const stock = lock({ table: 'public.stock', mode: 'ShareLock' });
  const { held } = seen(
    [
      [10, [lock(), stock, lock({ mode: 'RowExclusiveLock', table: 'public.carts' })]],
      [20, [stock]],
      [30, [lock(), stock]],
      [60, [stock, lock({ mode: 'ShareUpdateExclusiveLock', table: 'public.carts' })]],
    ],
    70,
  );
  expect(held.map(({ table, atLeastMs }) => [table, atLeastMs])).toEqual([
    ['public.stock', 50],
    ['public.orders', 0],
  ]);
});

test('the migration is what sessions did that change a table, from their first lock to their last', () => {
  const backfill = lock({ mode: 'RowExclusiveLock' });
  const customer = lock({ pid: 8, mode: 'RowExclusiveLock' });
  const { migration } = seen(
    [
      [10, [customer]],
      [20, [lock({ mode: 'ShareUpdateExclusiveLock' })]],
      [30, []],
      [50, [backfill, customer]],
      [60, [customer]],
    ],
    80,
  );
  expect(migration).toEqual({ atLeastMs: 30, atMostMs: 50 });
  expect(seen([[10, [customer]]], 20).migration).toBeUndefined();
});

test('who waits is told, and not when it is the migration itself that waits', () => {
  const waits = { granted: false, mode: 'RowExclusiveLock' };
  const { waited } = seen(
    [
      [10, [lock({ pid: 7 }), lock({ pid: 8, ...waits })]],
      [20, [lock({ pid: 7 }), lock({ pid: 8, ...waits }), lock({ pid: 7, granted: false, table: null })]],
      [60, [lock({ pid: 7, granted: false, table: null })]],
    ],
    70,
  );
  expect(waited).toEqual({ mode: 'RowExclusiveLock', table: 'public.orders', atLeastMs: 10, atMostMs: 60 });
});

test('whenever one looks, a lock lasted between what is told at least and at most, or it fell between two looks', () => {
  const moments = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 40 });
  const hold = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 500 }));
  fc.assert(
    fc.property(moments, hold, (at, [from, lasts]) => {
      const looks = at
        .toSorted((a, b) => a - b)
        .map((ms): [number, LockSeen[]] => [ms, ms >= from && ms < from + lasts ? [lock()] : []]);
      const { held, longestGapMs } = seen(looks, 2000);
      const [told] = held;
      if (told === undefined) expect(lasts).toBeLessThanOrEqual(longestGapMs);
      else {
        expect(told.atLeastMs).toBeLessThanOrEqual(lasts);
        expect(told.atMostMs).toBeGreaterThanOrEqual(lasts);
      }
    }),
  );
});
