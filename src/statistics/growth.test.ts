import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { batches, batchMeans, fewestSeconds, growthOf, lineThrough, secondsToProve, secondsToTell } from './growth.js';
import { inputs } from './scipy-comparison.test-data.js';

const each = { lower: 0.05, upper: 0.05 };

describe('the line through batch means', () => {
  const scipy = JSON.parse(readFileSync(new URL('scipy-growth-values.json', import.meta.url), 'utf8')) as {
    growth: [slope: number, standardError: number, lower: number, upper: number][];
  };

  it('is that of SciPy’s linregress, and so are its bounds', () => {
    expect(scipy.growth).toHaveLength(2000);
    for (const [at, [slope, standardError, lower, upper]] of scipy.growth.entries()) {
      const seed = at + 1;
      const means = inputs(seed, 5 + (seed % 26)).map((value) => 1 + value);
      const line = lineThrough(means);
      // Of batches of an hour the slope is by the hour.
      const growth = growthOf(means, 3600, { lower: 0.01, upper: 0.05 });
      const found = [line.slope, line.standardError, growth.lower, growth.upper];
      for (const [nth, value] of [slope, standardError, lower, upper].entries())
        expect(Math.abs(found[nth]! - value), `seed ${seed}, figure ${nth}`).toBeLessThan(
          1e-6 * Math.abs(value) + 1e-9,
        );
    }
  });

  it('is exact where nothing varies', () => {
    const means = Array.from({ length: batches }, (_, at) => 90 + at);
    const { perHour, lower, upper } = growthOf(means, 360, each);
    for (const share of [perHour, lower, upper]) expect(share).toBeCloseTo(10 / 99.5, 12);
    expect(growthOf([5, 5, 5, 5], 10, each)).toEqual({ mean: 5, perHour: 0, lower: 0, upper: 0 });
  });
});

describe('batches', () => {
  const by = (of: (second: number) => number, seconds: number) =>
    batchMeans(
      Array.from({ length: seconds }, (_, second) => ({ at: second + 0.5, count: 2, sum: 2 * of(second) })),
      seconds,
    );

  it('are twenty equal parts of what comes after the first fifth', () => {
    expect(by((second) => second, 125)).toEqual(Array.from({ length: 20 }, (_, at) => 27 + 5 * at));
    expect(by((second) => (second < 25 ? 1e9 : 1), 125)).toEqual(Array.from({ length: 20 }, () => 1));
  });

  it('each hold a second of the shortest run, however its seconds fall', () => {
    for (let seconds = fewestSeconds; seconds < 80; seconds += 1) expect(by(() => 1, seconds)).not.toContain(undefined);
  });

  it('in which nothing was seen say so', () => {
    const means = batchMeans([{ at: 30, count: 1, sum: 7 }], 125);
    expect([means[1], means[0], means.length]).toEqual([7, undefined, 20]);
  });
});

describe('how often a one-sided 95 % bound is wrong, in ten minutes of something that does not grow', () => {
  const trials = 1000;
  const seconds = 600;
  type Noise = (random: () => number) => (second: number) => number;
  const normal = (random: () => number): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const alike =
    (share: number): Noise =>
    (random) => {
      let last = normal(random) / Math.sqrt(1 - share * share);
      return () => (last = share * last + normal(random));
    };
  /** A heap that fills and is collected so often: at regular times, or at such as they come. */
  const teeth =
    (many: number, isRegular: boolean): Noise =>
    (random) => {
      let filled = random();
      return () => {
        filled += (many / seconds) * (isRegular ? 1 : 0.5 + random());
        if (filled >= 1) filled = isRegular ? filled - 1 : 0.2 * random();
        return 10 * filled + 0.3 * normal(random);
      };
    };

  /** Lower bounds above the truth, and upper ones below it: false alarms and false passes, were it at its limit. */
  function wrong(noise: Noise): [lower: number, upper: number] {
    let state = 7;
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const found: [number, number] = [0, 0];
    for (let trial = 0; trial < trials; trial += 1) {
      const of = noise(random);
      const seen = Array.from({ length: seconds }, (_, at) => ({ at: at + 0.5, count: 1, sum: 1000 + of(at) }));
      const { lower, upper } = growthOf(batchMeans(seen, seconds) as number[], 24, each);
      if (lower > 0) found[0] += 1 / trials;
      if (upper < 0) found[1] += 1 / trials;
    }
    return found;
  }

  // Something that stays alike for longer than a batch needs a longer run: no interval makes up for it.
  const cases: [string, Noise, lower: number, upper: number][] = [
    ['white noise', alike(0), 0.055, 0.055],
    ['noise that is alike for 10 s', alike(0.9), 0.07, 0.07],
    ['noise that is alike for 50 s, two batches', alike(0.98), 0.11, 0.11],
    ['noise that is alike for 200 s, eight batches', alike(0.995), 0.18, 0.18],
    ['a heap of 60 irregular teeth', teeth(60, false), 0.05, 0.05],
    ['a heap of 12 irregular teeth', teeth(12, false), 0.05, 0.05],
    ['a heap of 3 irregular teeth', teeth(3, false), 0.05, 0.05],
    ['a heap of 12 regular teeth', teeth(12, true), 0.05, 0.05],
    ['a heap of 3 regular teeth', teeth(3, true), 0.05, 0.05],
    // It cannot be known: who sees one tooth sees something grow.
    ['a heap of less than one tooth', teeth(0.9, true), 1, 0.05],
  ];
  test.each(cases)('%s', (_, noise, lower, upper) => {
    const found = wrong(noise);
    expect(found[0]).toBeLessThanOrEqual(lower);
    expect(found[1]).toBeLessThanOrEqual(upper);
  });
});

describe('how long a run has to last', () => {
  it('to tell grows as the interval gets closer to what may be', () => {
    const growth = { mean: 1, perHour: 0.02, lower: -0.06, upper: 0.1 };
    expect(secondsToTell(growth, 0.1, 600)).toBeCloseTo(600);
    expect(secondsToTell(growth, 0.06, 600)).toBeCloseTo(600 * 2 ** (2 / 3));
    // Above what may be, it is the lower bound that has to get there.
    expect(secondsToTell({ ...growth, lower: -0.04 }, 0.01, 600)).toBeCloseTo(600 * 6 ** (2 / 3));
    expect(secondsToTell(growth, 0.02, 600)).toBe(Infinity);
  });

  it('to prove anything is reckoned from batches that differ by one per cent', () => {
    expect(secondsToProve(1000)).toBe(fewestSeconds + 2);
    const seconds = secondsToProve(0.1);
    expect(seconds / 60).toBeCloseTo(10.1, 1);
    const bound = (1.734 * 0.01 * (3600 / ((0.8 * seconds) / 20))) / Math.sqrt(665);
    expect(bound).toBeCloseTo(0.1, 3);
  });
});
