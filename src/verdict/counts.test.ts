import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcome, tier } from '../records/check.js';
import { countsOf, worstOutcome } from './counts.js';
import { row } from './decided.test-data.js';

const rowArb = fc.record({ outcome: fc.constantFrom(...outcome.options), tier: fc.constantFrom(...tier.options) });
const rowsArb = fc.array(rowArb.map((found) => row('journeys/a', found)));

test('every check is counted once, under its own outcome', () => {
  fc.assert(
    fc.property(rowsArb, (rows) => {
      const { planned, ...each } = countsOf(rows);
      expect(planned).toBe(rows.length);
      for (const one of outcome.options)
        expect(each[one], one).toBe(rows.filter(({ outcome: found }) => found === one).length);
      expect(Object.keys(each).toSorted()).toEqual(outcome.options.toSorted());
    }),
  );
});

/** From the worst to the best, as a reader would want to hear of it. */
const worstFirst = [
  ...(['failed', 'errored', 'missing', 'mismatched', 'stale', 'skipped', 'insufficient'] as const),
  ...(['flaky', 'passed'] as const),
];

test('a stage is as bad as the worst of its blocking checks, and of its advisory ones where none is blocking', () => {
  fc.assert(
    fc.property(rowsArb, (rows) => {
      const blocking = rows.filter((one) => one.tier === 'blocking');
      const deciding = blocking.length === 0 ? rows : blocking;
      const worst = worstFirst.find((one) => deciding.some((check) => check.outcome === one));
      expect(worstOutcome(rows)).toBe(worst ?? 'missing');
    }),
    { numRuns: 500 },
  );
});

test('a stage without a check has shown nothing', () => {
  expect(worstOutcome([])).toBe('missing');
});
