import { expect, test } from 'vitest';
import { growth } from './evidence-figures.mjs';

test('memory grows from the second fifth of a run to its last, by what is live', () => {
  const warmUp = [1, 90];
  expect(growth([...warmUp, 50, 60, 0, 0, 0, 0, 75, 70])).toBe(20);
});

test('growth of a run that was too short to look at is unknown', () => {
  expect(growth([1, 2, 3, 4])).toBeUndefined();
});
