import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitCurve, inFlight, lawOf, meanMsAt, meanMsWith, type Curve, type LoadPoint } from './scalability.js';
import { inputs } from './scipy-comparison.test-data.js';

/** What SciPy says; the seeds of the inputs are 1, 2, 3 … */
const scipy = JSON.parse(readFileSync(new URL('scipy-scalability-values.json', import.meta.url), 'utf8')) as {
  fit: [aloneMs: number, waitingMs: number, crosstalkMs: number][];
  mean: [perSecond: number, meanMs: number][];
};

const positive = (max: number) => fc.double({ min: max / 1000, max, noNaN: true });
const curves = fc.record({ aloneMs: positive(200), waitingMs: positive(20), crosstalkMs: positive(0.5) });

function pointOf(curve: Curve, flying: number): LoadPoint {
  const meanMs = meanMsWith(curve, flying);
  return { perSecond: (1000 * flying) / meanMs, meanMs };
}
/** Gunther's own form. */
function throughput({ lambda, sigma, kappa }: ReturnType<typeof lawOf>, n: number): number {
  return (lambda * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
}
const error = (curve: Curve, points: readonly LoadPoint[]) =>
  points.reduce((sum, point) => sum + (meanMsWith(curve, inFlight(point)) / point.meanMs - 1) ** 2, 0);

describe('the curve', () => {
  test('is the Universal Scalability Law, and λ its throughput with one in flight', () => {
    fc.assert(
      fc.property(curves, fc.double({ min: 0.1, max: 100, noNaN: true }), (curve, flying) => {
        const law = lawOf(curve);
        expect(throughput(law, flying)).toBeCloseTo(pointOf(curve, flying).perSecond, 8);
        expect(throughput(law, 1)).toBeCloseTo(law.lambda, 10);
      }),
    );
  });

  test('peaks at N* = √((1−σ)/κ), and carries no more', () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const { sigma, kappa, peakInFlight } = lawOf(curve);
        expect(peakInFlight).toBeCloseTo(Math.sqrt((1 - sigma) / kappa), 6);
        const { perSecond, meanMs } = pointOf(curve, peakInFlight);
        expect(meanMsAt(curve, 0.999999 * perSecond) / meanMs).toBeCloseTo(1, 1);
        expect(meanMsAt(curve, 1.000001 * perSecond)).toBe(Infinity);
      }),
    );
    expect(lawOf({ aloneMs: 10, waitingMs: 1, crosstalkMs: 0 }).peakInFlight).toBe(Infinity);
  });

  test('is that of one server with a queue where σ is a half: R = S / (1 − XS)', () => {
    const server = { aloneMs: 10, waitingMs: 10, crosstalkMs: 0 };
    for (const busy of [0.1, 0.5, 0.9, 0.99]) expect(meanMsAt(server, 100 * busy)).toBeCloseTo(10 / (1 - busy), 8);
    expect(meanMsAt(server, 100)).toBe(Infinity);
    expect(lawOf(server)).toMatchObject({ lambda: 50, sigma: 0.5, kappa: 0 });
  });

  test(`has the mean times that SciPy finds by roots of the law, of ${scipy.mean.length}`, () => {
    expect(scipy.mean.length).toBeGreaterThanOrEqual(500);
    scipy.mean.forEach(([perSecond, meanMs], i) => {
      const [rate, sigma, coherency] = inputs(i + 1, 3) as [number, number, number];
      const [firstMs, kappa] = [1000 / (1 + 99 * rate), 0.01 * coherency];
      const curve = { aloneMs: (1 - sigma) * firstMs, waitingMs: sigma * firstMs, crosstalkMs: kappa * firstMs };
      // Near the peak the root is a double one: there half of the digits are lost.
      expect(meanMsAt(curve, perSecond) / meanMs, `seed ${i + 1}`).toBeCloseTo(1, 3);
    });
  });
});

/** The runs of tests/oracles/scipy-scalability-values.py. */
function runsOf(seed: number): LoadPoint[] {
  const count = 6 + (seed % 10);
  const [alone, waiting, crosstalk, ...dice] = inputs(seed, 3 + 2 * count) as [number, number, number, ...number[]];
  return dice.slice(0, count).map((die, i) => {
    const flying = 0.2 + 59.8 * die;
    const wait = seed % 3 === 2 ? 0 : 0.01 * waiting * flying;
    const talk = seed % 3 === 1 ? 0 : 0.0005 * crosstalk * flying ** 2;
    const seconds = (0.05 * alone + wait + talk) * Math.exp(0.6 * ((dice[count + i] as number) - 0.5));
    return { perSecond: flying / seconds, meanMs: 1000 * seconds };
  });
}

describe('the fit', () => {
  test(`is what SciPy finds for ${scipy.fit.length} sets of runs, bounds met or not`, () => {
    expect(scipy.fit.length).toBeGreaterThanOrEqual(1500);
    expect(scipy.fit.filter((terms) => terms.includes(0)).length).toBeGreaterThan(500);
    scipy.fit.forEach(([aloneMs, waitingMs, crosstalkMs], i) => {
      const found = fitCurve(runsOf(i + 1));
      if (aloneMs + waitingMs === 0) return expect(found, `seed ${i + 1}`).toBeUndefined();
      expect(found?.aloneMs, `seed ${i + 1}`).toBeCloseTo(aloneMs, 6);
      expect(found?.waitingMs, `seed ${i + 1}`).toBeCloseTo(waitingMs, 7);
      expect(found?.crosstalkMs, `seed ${i + 1}`).toBeCloseTo(crosstalkMs, 8);
    });
  });

  test('finds the curve that runs without any error lie on', () => {
    fc.assert(
      fc.property(curves, (curve) => {
        const points = [0.5, 1, 2, 4, 8, 16, 32].map((flying) => pointOf(curve, flying));
        const found = fitCurve(points);
        expect(error(found as Curve, points)).toBeLessThan(1e-12);
      }),
    );
  });

  test('has no negative term, and no neighbour that fits better', () => {
    const runs = fc.array(fc.record({ perSecond: positive(500), meanMs: positive(2000) }), {
      minLength: 4,
      maxLength: 15,
    });
    fc.assert(
      fc.property(runs, fc.tuple(positive(1), positive(1), positive(1)), (points, [a, b, c]) => {
        const found = fitCurve(points);
        fc.pre(found !== undefined);
        expect(Object.values(found).every((term) => term >= 0)).toBe(true);
        const moved = {
          aloneMs: found.aloneMs + a - 0.5,
          waitingMs: found.waitingMs + b - 0.5,
          crosstalkMs: found.crosstalkMs + c - 0.5,
        };
        fc.pre(Object.values(moved).every((term) => term >= 0));
        expect(error(moved, points)).toBeGreaterThanOrEqual(error(found, points) * (1 - 1e-9));
      }),
    );
  });

  test('is none without runs', () => {
    expect(fitCurve([])).toBeUndefined();
  });
});
