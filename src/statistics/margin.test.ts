import { expect, it } from 'vitest';
import { marginOf } from './margin.js';

it.each([
  [{ relative: 0.1, absolute: 0 }, [100], 1.1],
  [{ relative: 0.1, absolute: 2 }, [100], 1.1],
  [{ relative: 0.1, absolute: 2 }, [10], 1.2],
  [{ relative: 0, absolute: 2 }, [10], 1.2],
  [{ relative: 0.1, absolute: 2 }, [], 1.1],
])('%j of %j is %d: the larger of the two', (margin, before, ratio) => {
  expect(marginOf(margin, before)).toBeCloseTo(ratio, 12);
});

it('an absolute margin is a part of the middle run, of two the larger: one odd run does not widen it', () => {
  const absolute = { relative: 0, absolute: 2 };
  expect(marginOf(absolute, [10, 1, 20, 1000, 10])).toBeCloseTo(1.2, 12);
  expect(marginOf(absolute, [20, 10])).toBeCloseTo(1.1, 12);
});
