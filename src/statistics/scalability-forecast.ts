import { fitCurve, inFlight, meanMsAt, meanMsWith, type Curve, type LoadPoint } from './scalability.js';
import { diceFrom } from './seeded-dice.js';

/** Fewer runs, or fewer loads that differ by a tenth, don't tell three terms and an error. */
export const fewestRuns = 7;
export const fewestLoads = 4;
/** The largest load of the runs is so many times the smallest, at least. */
export const leastSpan = 3;
/** Beyond so many times what was in flight at most, and under that part of the least, nothing is said. */
export const reach = 2;
const resamples = 1000;

export type ForecastAtLoad =
  | {
      kind: 'told';
      curve: Curve;
      /** Of one more run like those: 95 % sure that it lies from `low` to `high`. */
      meanMs: { low: number; middle: number; high: number };
    }
  | { kind: 'too-few-runs' | 'too-few-loads' | 'too-narrow' | 'no-curve' }
  /** The curve cannot carry it, has more in flight there than may be said, or either holds for the interval's upper end. */
  | { kind: 'beyond-peak' | 'too-much' | 'too-much-perhaps' | 'too-little' };

/**
 * How long a request takes on average under a load, from runs under others: by the curve that fits them, with an interval by
 * bootstrap of its relative residuals (Davison & Hinkley, Bootstrap Methods and their Application, 1997, §6.3, alg. 6.4),
 * that of the next run among them.
 * @param seed the same gives the same interval.
 */
export function forecastAt(points: readonly LoadPoint[], perSecond: number, seed: string): ForecastAtLoad {
  const flaw = flawOf(points);
  if (flaw !== undefined) return { kind: flaw };
  const curve = fitCurve(points);
  const fitted = points.map((point) => (curve === undefined ? 0 : meanMsWith(curve, inFlight(point))));
  if (curve === undefined || fitted.some((ms) => !(ms > 0))) return { kind: 'no-curve' };
  const measured = points.map(inFlight);
  const middle = meanMsAt(curve, perSecond);
  const flyingAt = (meanMs: number): number => inFlight({ perSecond, meanMs });
  const most = reach * Math.max(...measured);
  if (middle === Infinity) return { kind: 'beyond-peak' };
  if (!(flyingAt(middle) <= most)) return { kind: 'too-much' };
  if (flyingAt(middle) < Math.min(...measured) / reach) return { kind: 'too-little' };
  const { low, high } = interval(points, fitted, { perSecond, seed });
  if (!(flyingAt(high) <= most)) return { kind: 'too-much-perhaps' };
  return { kind: 'told', curve, meanMs: { low, middle, high } };
}

function flawOf(points: readonly LoadPoint[]): 'too-few-runs' | 'too-few-loads' | 'too-narrow' | undefined {
  if (points.length < fewestRuns) return 'too-few-runs';
  const loads = points.map(({ perSecond }) => perSecond).toSorted((one, other) => one - other);
  let [least, apart] = [0, 0];
  for (const load of loads) if (load > 1.1 * least) [least, apart] = [load, apart + 1];
  if (apart < fewestLoads) return 'too-few-loads';
  return (loads.at(-1) as number) < leastSpan * (loads[0] as number) ? 'too-narrow' : undefined;
}

interface Asked {
  perSecond: number;
  seed: string;
}

/**
 * From 2.5 % to 97.5 % of what the resampled runs would have said, each with an error of its own. Errors are those of the
 * curve, at the N that was measured: so near the peak, where the same load takes 12 ms in one run and 60 in the next, the
 * interval is as wide as that. How large they are is itself known from few runs only: each time it is drawn anew, as for
 * Student's t, with as many degrees of freedom as there are runs beyond the three terms.
 */
export function interval(
  points: readonly LoadPoint[],
  fitted: readonly number[],
  { perSecond, seed }: Asked,
): { low: number; high: number } {
  const freedom = points.length - 3;
  const inflation = Math.sqrt(points.length / freedom);
  const residuals = points.map(({ meanMs }, at) => inflation * Math.log(meanMs / (fitted[at] as number)));
  const dice = diceFrom(seed);
  const said = Array.from({ length: resamples }, () => {
    const scale = Math.sqrt(freedom / chiSquared(freedom, dice));
    const drawn = (): number => Math.exp(scale * (residuals[Math.floor(dice() * residuals.length)] as number));
    const again = points.map((point, at) => ({ flying: inFlight(point), meanMs: (fitted[at] as number) * drawn() }));
    const found = fitCurve(again.map(({ flying, meanMs }) => ({ perSecond: (1000 * flying) / meanMs, meanMs })));
    return found === undefined ? Infinity : meanMsAt(times(found, drawn()), perSecond);
  }).toSorted((one, other) => one - other);
  const cut = Math.floor(0.025 * (resamples + 1));
  return { low: said[cut - 1] as number, high: said[resamples - cut] as number };
}

/** The sum of so many squared normal numbers, two at a time: −2·ln of a uniform one is that of two (Box & Muller, 1958). */
function chiSquared(freedom: number, dice: () => number): number {
  let sum = 0;
  for (let left = freedom; left > 0; left -= 2) {
    const two = -2 * Math.log(dice());
    sum += left === 1 ? two * Math.cos(2 * Math.PI * dice()) ** 2 : two;
  }
  return sum;
}

function times({ aloneMs, waitingMs, crosstalkMs }: Curve, factor: number): Curve {
  return { aloneMs: factor * aloneMs, waitingMs: factor * waitingMs, crosstalkMs: factor * crosstalkMs };
}
