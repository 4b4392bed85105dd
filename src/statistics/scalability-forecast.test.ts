import { describe, expect, test } from 'vitest';
import { forecastAt, interval } from './scalability-forecast.js';
import { fitCurve, inFlight, meanMsAt, meanMsWith, type Curve, type LoadPoint } from './scalability.js';
import { diceFrom } from './seeded-dice.js';

const server: Curve = { aloneMs: 10, waitingMs: 10, crosstalkMs: 0 };
/** The loads that a search for a capacity has: up by halves, down again, and the last one confirmed. */
const ladder = [1, 1.5, 2.25, 3.38, 5.07, 7.6, 6.2, 5.6, 5.6, 5.6];
/** A shorter one. */
const short = [1, 1.5, 2.25, 3.38, 2.76, 2.76, 2.76];

/** Such runs, the largest with that share of the load that `most` requests a second are, each with an error of its own. */
function runsOf(
  meanMs: (perSecond: number) => number,
  most: number,
  cv: number,
  normal: () => number,
  loads = ladder,
): LoadPoint[] {
  return loads.map((load) => {
    const perSecond = (most * load) / Math.max(...loads);
    return { perSecond, meanMs: meanMs(perSecond) * Math.exp(cv * normal()) };
  });
}
const exact = (most: number) =>
  runsOf(
    (perSecond) => meanMsAt(server, perSecond),
    most,
    0,
    () => 0,
  );

/** Box & Muller, "A note on the generation of random normal deviates" (1958). */
function normalFrom(seed: string): () => number {
  const dice = diceFrom(seed);
  return () => Math.sqrt(-2 * Math.log(dice())) * Math.cos(2 * Math.PI * dice());
}

describe('a forecast', () => {
  test('is the curve’s own value, which runs without error leave no doubt of', () => {
    const found = forecastAt(exact(60), 70, 'a seed');
    if (found.kind !== 'told') throw new Error(found.kind);
    for (const ms of Object.values(found.meanMs)) expect(ms / meanMsAt(server, 70)).toBeCloseTo(1, 6);
  });

  test('is the same for the same seed, and nearly so for another', () => {
    const runs = runsOf((perSecond) => meanMsAt(server, perSecond), 60, 0.05, normalFrom('errors'));
    const told = (seed: string) => {
      const found = forecastAt(runs, 55, seed);
      return found.kind === 'told' ? found.meanMs : { low: NaN, middle: NaN, high: NaN };
    };
    expect(told('one')).toEqual(told('one'));
    expect(told('two')).not.toEqual(told('one'));
    expect(told('two').high / told('one').high).toBeCloseTo(1, 1);
  });

  test('needs seven runs, four loads, and three times the smallest of them', () => {
    expect(forecastAt(exact(60).slice(0, 6), 50, '').kind).toBe('too-few-runs');
    const few = [1, 1, 2, 2, 2.1, 3, 3, 3.2].map((load) => ({ perSecond: 10 * load, meanMs: 20 }));
    expect(forecastAt(few, 20, '').kind).toBe('too-few-loads');
    const narrow = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.2, 2.9].map((load) => ({ perSecond: 10 * load, meanMs: 20 }));
    expect(forecastAt(narrow, 20, '').kind).toBe('too-narrow');
    expect(forecastAt(exact(60), 50, '').kind).toBe('told');
  });

  test('goes no further than twice what was in flight, and no lower than half of it', () => {
    // With 60 a second 1.5 are in flight: 3 are with 75.
    expect(forecastAt(exact(60), 74.9, '').kind).toBe('told');
    expect(forecastAt(exact(60), 75.1, '').kind).toBe('too-much');
    expect(forecastAt(exact(60), 101, '').kind).toBe('beyond-peak');
    expect(forecastAt(exact(60), 3, '').kind).toBe('too-little');
    const noisy = runsOf((perSecond) => meanMsAt(server, perSecond), 60, 0.05, normalFrom('noise'));
    expect([45, 60, 65].map((perSecond) => forecastAt(noisy, perSecond, '').kind)).toEqual([
      ...['told', 'too-much-perhaps', 'beyond-peak'],
    ]);
  });

  test('is none where no curve takes time', () => {
    expect(
      forecastAt(
        exact(60).map((run) => ({ ...run, meanMs: Number.MIN_VALUE })),
        50,
        '',
      ).kind,
    ).toBe('no-curve');
  });
});

/** Requests a second and their mean time in ms, as a search for the capacity of the reference shop left them. */
const shop = [
  ...[
    [71.9, 6.93],
    [108.2, 7.08],
    [162, 6.16],
    [243.3, 7.58],
    [355.8, 148.97],
    [297.8, 8.94],
    [328.7, 22.74],
  ],
  ...[
    [345, 65.74],
    [347.2, 12.38],
    [346.2, 13.51],
  ],
].map(([perSecond = 0, meanMs = 0]) => ({ perSecond, meanMs }));

test('a real shop’s runs lie inside what the others foretell of them, and its cliff is not foretold at all', () => {
  const seen = shop.map((run) => {
    const others = shop.filter((other) => other !== run);
    const found = forecastAt(others, run.perSecond, 'shop');
    if (found.kind !== 'told') return found.kind;
    return run.meanMs >= found.meanMs.low && run.meanMs <= found.meanMs.high ? 'inside' : 'outside';
  });
  const cliff = Array.from({ length: 6 }, () => 'too-much-perhaps');
  expect(seen).toEqual(['too-little', 'inside', 'inside', 'inside', ...cliff]);
});

/** How often one more run lies inside what was foretold, of the forecasts that were told, in per cent; and how many were not. */
function coverage(meanMs: (perSecond: number) => number, most: number, at: number, cv: number, loads: number[]) {
  const normal = normalFrom(`${most} ${at} ${cv}`);
  let [told, inside] = [0, 0];
  for (let trial = 0; trial < 100; trial += 1) {
    const found = forecastAt(runsOf(meanMs, most, cv, normal, loads), at, `${trial}`);
    const next = meanMs(at) * Math.exp(cv * normal());
    if (found.kind !== 'told') continue;
    told += 1;
    if (next >= found.meanMs.low && next <= found.meanMs.high) inside += 1;
  }
  return { told, covered: (100 * inside) / told };
}

/** M/M/c, four servers: Erlang's C formula. The law does not hold for it exactly. */
function fourServers(perSecond: number): number {
  const [servers, serviceMs] = [4, 40];
  const offered = (perSecond * serviceMs) / 1000;
  const term = (k: number): number => (k === 0 ? 1 : (term(k - 1) * offered) / k);
  const last = (term(servers) * servers) / (servers - offered);
  const waits = last / ([0, 1, 2, 3].reduce((sum, k) => sum + term(k), 0) + last);
  return serviceMs + (waits * serviceMs) / (servers - offered);
}

describe('95 % of what comes lies inside', () => {
  const usl: Curve = { aloneMs: 19, waitingMs: 1, crosstalkMs: 0.01 };
  const one = (perSecond: number) => meanMsAt(server, perSecond);
  const talking = (perSecond: number) => meanMsAt(usl, perSecond);
  test.each([
    ['one server, within what was measured', one, 60, 50, 0.03, ladder],
    ['one server, beyond it', one, 60, 62, 0.03, ladder],
    ['one server, with errors of 10 %', one, 60, 40, 0.1, ladder],
    ['one server, of seven runs', one, 60, 50, 0.03, short],
    ['crosstalk, within what was measured', talking, 350, 300, 0.03, ladder],
    ['crosstalk, beyond it', talking, 350, 370, 0.03, ladder],
    ['crosstalk, of seven runs with errors of 10 %', talking, 350, 250, 0.1, short],
    ['four servers, where the law is not quite true', fourServers, 70, 60, 0.03, ladder],
  ])('%s', (_, meanMs, most, at, cv, loads) => {
    const { told, covered } = coverage(meanMs, most, at, cv, loads);
    expect(told).toBeGreaterThan(30);
    expect(covered).toBeGreaterThan(92);
  });

  test('and less of it if runs are resampled instead of their errors', () => {
    const normal = normalFrom('pairs');
    const [asked, trials] = [66, 100];
    const inside = { errors: 0, runs: 0 };
    for (let trial = 0; trial < trials; trial += 1) {
      const runs = runsOf(one, 60, 0.1, normal);
      const next = one(asked) * Math.exp(0.1 * normal());
      const curve = fitCurve(runs) as Curve;
      const fitted = runs.map((run) => meanMsWith(curve, inFlight(run)));
      const byErrors = interval(runs, fitted, { perSecond: asked, seed: `${trial}` });
      const byRuns = intervalOfRuns(runs, fitted, asked, diceFrom(`${trial}`));
      if (next >= byErrors.low && next <= byErrors.high) inside.errors += 1;
      if (next >= byRuns.low && next <= byRuns.high) inside.runs += 1;
    }
    expect(inside.errors / trials).toBeGreaterThan(0.93);
    expect(inside.runs / trials).toBeLessThan(0.9);
  });
});

/** The other bootstrap: of whole runs, with the error of one more. */
function intervalOfRuns(runs: readonly LoadPoint[], fitted: readonly number[], at: number, dice: () => number) {
  const one = <T>(of: readonly T[]): T => of[Math.floor(dice() * of.length)] as T;
  const errors = runs.map(({ meanMs }, i) => meanMs / (fitted[i] as number));
  const said = Array.from({ length: 400 }, () => {
    const found = fitCurve(runs.map(() => one(runs)));
    return found === undefined ? Infinity : meanMsAt(found, at) * one(errors);
  }).toSorted((one, other) => one - other);
  return { low: said[9] as number, high: said[390] as number };
}
