import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputs, scipyValues } from './scipy-comparison.test-data.js';
import { compareWithStored, fewestRuns, marginSupportedBy, rollingBaseline, rollingRuns } from './stored-baseline.js';
import { tExceededWith } from './student-t.js';

const margin = { relative: 0.1, absolute: 0 };
const quiet = [100, 101, 99, 102, 98, 100, 103, 97, 101, 99];

function compare(now: number, before: readonly number[] = quiet) {
  return compareWithStored([{ name: 'p95', now, before, margin }]).metrics[0]!;
}

describe('Student’s t', () => {
  it.each(scipyValues.student)('is exceeded with %d at %d degrees of freedom where SciPy says', (error, freedom, t) => {
    expect(Math.abs(tExceededWith(error, freedom) - t)).toBeLessThan(1e-8 * Math.max(1, t));
  });

  it.each([
    [0, 5],
    [0.6, 5],
    [0.05, 0],
    [Number.NaN, 5],
  ])('has no quantile for %d and %d', (error, freedom) => {
    expect(() => tExceededWith(error, freedom)).toThrow('No quantile');
  });
});

describe('against stored runs', () => {
  it.each([
    [100, 'not-worse'],
    [104, 'not-worse'],
    [110, 'undecided'],
    [120, 'worse'],
  ])('a run of %d ms against ten of about 100 is %s', (now, outcome) => {
    expect(compare(now)).toMatchObject({ outcome, runs: 10, isCold: false });
  });

  it(`its bounds are what SciPy says of ${scipyValues.prediction.length} samples`, () => {
    scipyValues.prediction.forEach(([upper, lower, lowerAtQuarter], i) => {
      const values = inputs(i + 1, 6 + ((i + 1) % 26)).map((value) => 1 + value);
      const metric = { name: 'p95', now: values.at(-1)!, before: values.slice(0, -1), margin };
      const found = compareWithStored([metric]).metrics[0]!;
      expect(Math.log(found.upper!), `seed ${i + 1}`).toBeCloseTo(upper, 9);
      expect(Math.log(found.lower!), `seed ${i + 1}`).toBeCloseTo(lower, 9);
      // Beside three that are never worse, a quarter of the error is left.
      const others = [1, 2, 3].map(() => ({ ...metric, now: 1e-3 }));
      const shared = compareWithStored([metric, ...others]).metrics[0]!;
      if (shared.outcome !== 'worse') expect(Math.log(shared.lower!), `seed ${i + 1}`).toBeCloseTo(lowerAtQuarter, 9);
    });
  });

  it('starts cold below five runs: it says so, and decides nothing however slow the run is', () => {
    for (let runs = 0; runs < fewestRuns; runs += 1)
      expect(compare(1000, quiet.slice(0, runs))).toMatchObject({
        ...{ outcome: 'undecided', isCold: true, runs },
        ...{ lower: undefined, upper: undefined, marginThatWouldDo: undefined },
      });
    expect(compare(1000, quiet.slice(0, fewestRuns))).toMatchObject({ outcome: 'worse', isCold: false });
  });

  it('fewer runs reach wider, and an undecided one says which margin would do', () => {
    const reach = (runs: number) => compare(100, quiet.slice(0, runs)).upper!;
    expect(reach(5)).toBeGreaterThan(reach(10));
    const { marginThatWouldDo } = compare(110);
    expect(marginThatWouldDo).toBeGreaterThan(1.05);
    expect(marginThatWouldDo).toBeLessThan(1.2);
    expect(compare(100).marginThatWouldDo).toBeUndefined();
  });

  it('a slower run is never decided better, nor a faster one worse', () => {
    const value = fc.double({ min: 50, max: 200, noNaN: true });
    const rank = { 'not-worse': 0, undecided: 1, worse: 2 };
    fc.assert(
      fc.property(value, value, fc.array(value, { maxLength: 12 }), (one, other, before) => {
        const [fast, slow] = [Math.min(one, other), Math.max(one, other)];
        expect(rank[compare(slow, before).outcome]).toBeGreaterThanOrEqual(rank[compare(fast, before).outcome]);
      }),
    );
  });

  it('refuses a value without a ratio and says which', () => {
    expect(() => compare(0)).toThrow('p95, this run');
    expect(() => compare(100, [...quiet, Number.NaN])).toThrow('p95, earlier run 11');
  });
});

describe('the rolling baseline', () => {
  it('is the latest ten of the runs that compare', () => {
    const history = Array.from({ length: 60 }, (_, at) => ({ at, isAlike: at % 3 !== 0 }));
    const runs = rollingBaseline(history, ({ isAlike }) => isAlike);
    expect(runs).toHaveLength(rollingRuns);
    expect(runs).toEqual(history.filter(({ isAlike }) => isAlike).slice(-10));
    expect(rollingBaseline(history, () => false)).toEqual([]);
  });
});

describe('the margin that stored runs support', () => {
  it('is what an undecided comparison with them is told', () => {
    const undecided = compare(110);
    expect(marginSupportedBy(quiet)).toBeCloseTo(undecided.marginThatWouldDo!, 12);
    expect(marginSupportedBy(quiet.slice(0, fewestRuns - 1))).toBeUndefined();
  });
});

it('shares the error with metrics that are judged elsewhere', () => {
  const [alone] = compareWithStored([{ name: 'p95', now: 115, before: quiet, margin }]).metrics;
  const [shared] = compareWithStored([{ name: 'p95', now: 115, before: quiet, margin }], 4).metrics;
  expect([alone?.outcome, shared?.outcome]).toEqual(['worse', 'undecided']);
  expect(shared?.upper).toBe(alone?.upper);
  expect(shared?.lower).toBeLessThan(alone?.lower ?? 0);
});
