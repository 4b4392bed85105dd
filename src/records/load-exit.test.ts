import { expect, test } from 'vitest';
import { loadEnding, ownK6Exit, saturationExit } from './load-exit.js';

test.each([0, 99, 110])('exit code %d of k6: everything was sent, and the evidence says what came of it', (code) => {
  expect(loadEnding('k6', code)).toBeUndefined();
});

test.each([1, 97, 98, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 255, null])(
  'exit code %s of k6: it could not measure, and says why',
  (code) => {
    expect(loadEnding('k6', code)?.message).toMatch(/^k6 (was killed|fell short: .+ \(exit code \d+\))\.$/);
  },
);

test('only a saturation that ran to its end was measured', () => {
  const fellShort = (code: number) => loadEnding('autocannon', code) !== undefined;
  const { ranToItsEnd, ...others } = saturationExit;
  expect(fellShort(ranToItsEnd)).toBe(false);
  expect(Object.values(others).filter((code) => !fellShort(code))).toEqual([]);
  expect(loadEnding('k6', null, { nth: 2, of: 3 })?.message).toBe('k6 of segment 2 of 3 was killed.');
  expect(loadEnding('k6', 108, { nth: 1, of: 3 })?.message).toMatch(/^k6 of segment 1 of 3 fell short: /);
  expect(loadEnding('autocannon', saturationExit.capped)?.reasonCode).toBe('generator-saturated');
  expect(loadEnding('k6', ownK6Exit.garbled)?.reasonCode).toBe('unparsable');
  expect(loadEnding('k6', ownK6Exit.capped)?.message).toMatch(
    /^k6 fell short: it stopped early, .* caps\.requests .* \(exit code 120\)\.$/,
  );
});
