import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareCores } from './cores.js';

const cores = fc.integer({ min: 2, max: 256 });

test('a staging on this machine and the load generator share no core and leave none idle', () => {
  fc.assert(
    fc.property(cores, (count) => {
      const { staging = [], generator = [] } = shareCores(true, count);
      expect([...staging, ...generator]).toEqual(Array.from({ length: count }, (_, core) => core));
      expect(staging.length).toBeGreaterThan(0);
      expect(generator.length).toBeGreaterThanOrEqual(staging.length);
    }),
  );
});

test('nothing is pinned where there is one core, or staging is elsewhere', () => {
  expect(shareCores(true, 1)).toEqual({ staging: undefined, generator: undefined, testWorkers: 1 });
  expect(shareCores(false, 8)).toMatchObject({ staging: undefined, generator: undefined });
});

test('one to four browsers walk side by side', () => {
  expect([1, 2, 4, 64].map((count) => shareCores(false, count).testWorkers)).toEqual([1, 2, 4, 4]);
});
