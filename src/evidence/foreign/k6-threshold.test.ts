import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isKeptBy, shareOf } from './k6-threshold.js';

const trend = new Map(Object.entries({ avg: 12, min: 1, med: 10, max: 90, 'p(95)': 42, 'p(99.9)': 80 }));
const rate = new Map(Object.entries({ value: 0.01, passes: 1, fails: 99 }));
const counter = new Map(Object.entries({ count: 20, rate: 503.5 }));

test.each([
  [trend, 'p(95)<42', false],
  [trend, 'p(95)<=42', true],
  [trend, ' p(95.0) < 43 ', true],
  [trend, 'p(99.9)>79', true],
  [trend, 'avg>=12', true],
  [trend, 'min==1', true],
  [trend, 'med===11', false],
  [trend, 'max!=90', false],
  [trend, 'max!=91', true],
  [trend, 'max<1e2', true],
  [rate, 'rate<0.01', false],
  [rate, 'rate<=0.01', true],
  [rate, 'rate<0.02', true],
  [counter, 'rate>500', true],
  [counter, 'count<20', false],
  [counter, 'count<=20', true],
  [new Map([['value', 3]]), 'value<4', true],
])('%o: %s is kept: %s', (figures, expression, isKept) => {
  expect(isKeptBy(figures, expression)).toBe(isKept);
});

test.each(['p(99)<500', 'value<3', 'count<3', 'p(95)', 'p(95)<fast', 'p(95)<', 'p(95) 3', '__proto__<3', ''])(
  'of “%s” nobody can tell from these figures',
  (expression) => {
    expect(isKeptBy(trend, expression)).toBeUndefined();
  },
);

test('a share is that of the counts, whatever figure is told beside them', () => {
  expect(isKeptBy(new Map([...rate, ['rate', 0.5]]), 'rate<0.02')).toBe(true);
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (passes, fails) => {
      const share = shareOf(new Map(Object.entries({ passes, fails })));
      if (passes + fails === 0) expect(share).toBeUndefined();
      else expect(share).toBe(passes / (passes + fails));
    }),
  );
});
