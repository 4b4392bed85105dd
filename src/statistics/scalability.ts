/** A run under load: requests answered in a second, and how long one took on average. */
export interface LoadPoint {
  perSecond: number;
  meanMs: number;
}

/**
 * How long a request takes on average while N are in flight: R(N) = alone + waiting·N + crosstalk·N(N−1), in ms, each
 * term ≥ 0. By Little's law X = N / R, which makes of it the Universal Scalability Law
 * X(N) = λN / (1 + σ(N−1) + κN(N−1)) with λ = 1 / (alone + waiting), σ = waiting·λ, κ = crosstalk·λ, so that 0 ≤ σ ≤ 1.
 * N. J. Gunther, Guerrilla Capacity Planning (Springer 2007), ch. 4–6; "A General Theory of Computational Scalability Based
 * on Rational Functions", arXiv:0808.1431.
 */
export interface Curve {
  aloneMs: number;
  waitingMs: number;
  crosstalkMs: number;
}

/** How many requests are in flight on average: J. D. C. Little, "A proof for the queuing formula L = λW" (1961). */
export function inFlight({ perSecond, meanMs }: LoadPoint): number {
  return (perSecond * meanMs) / 1000;
}

/** How long a request takes on average, in ms, while so many are in flight. */
export function meanMsWith({ aloneMs, waitingMs, crosstalkMs }: Curve, flying: number): number {
  return aloneMs + waitingMs * flying + crosstalkMs * flying * (flying - 1);
}

/**
 * How long a request takes on average, in ms, while so many are answered in a second: of the two N that give this
 * throughput the smaller one. Infinity: beyond the peak of the curve, or where it never comes to so many.
 */
export function meanMsAt({ aloneMs, waitingMs, crosstalkMs }: Curve, perSecond: number): number {
  const gapMs = 1000 / perSecond;
  const middle = gapMs + crosstalkMs - waitingMs;
  const rest = middle * middle - 4 * crosstalkMs * aloneMs;
  if (!(middle > 0 && rest >= 0)) return Infinity;
  return (2 * aloneMs * gapMs) / (middle + Math.sqrt(rest));
}

/** The law's own parameters: λ a second, σ, κ, and the N* = √((1−σ)/κ) that the throughput peaks at (Infinity: nowhere). */
export function lawOf({ aloneMs, waitingMs, crosstalkMs }: Curve): {
  lambda: number;
  sigma: number;
  kappa: number;
  peakInFlight: number;
} {
  const firstMs = aloneMs + waitingMs;
  return {
    lambda: 1000 / firstMs,
    sigma: waitingMs / firstMs,
    kappa: crosstalkMs / firstMs,
    peakInFlight: crosstalkMs === 0 ? Infinity : Math.sqrt(aloneMs / crosstalkMs),
  };
}

/** Which of the three terms are not zero: all of them first, since nothing fits better if none has to be. */
const choices = [[0, 1, 2], [0, 1], [0, 2], [1, 2], [0], [1], [2]] as const;

/**
 * The curve whose mean times are nearest to the measured ones, by the squares of the relative errors: a least-squares
 * problem that is linear in the three terms, none of which may be negative. It is solved exactly: the best is the best
 * without bounds on those terms that are not zero, so each choice of them is tried (Lawson & Hanson, Solving Least Squares
 * Problems, 1974, ch. 23).
 * @returns undefined: no such curve, such as of no runs, or with no time that a request would take alone.
 */
export function fitCurve(points: readonly LoadPoint[]): Curve | undefined {
  const rows = points.map((point): Row => {
    const flying = inFlight(point);
    return [1 / point.meanMs, flying / point.meanMs, (flying * (flying - 1)) / point.meanMs];
  });
  const equations = normalEquations(rows);
  let best: { error: number; terms: Row } | undefined;
  for (const chosen of choices) {
    const terms = solution(chosen, equations);
    if (terms === undefined || terms.some((term) => term < 0)) continue;
    const error = errorOf(rows, terms);
    if (best === undefined || error < best.error) best = { error, terms };
    if (chosen.length === 3) break;
  }
  if (best === undefined) return undefined;
  const [aloneMs, waitingMs, crosstalkMs] = best.terms;
  return aloneMs + waitingMs > 0 ? { aloneMs, waitingMs, crosstalkMs } : undefined;
}

/** One number for each term. */
type Row = [alone: number, waiting: number, crosstalk: number];

/** Of rows that should each come to 1: three columns, and the right side. */
function normalEquations(rows: readonly Row[]): number[][] {
  const sums = [0, 0, 0].map(() => [0, 0, 0, 0]);
  for (const row of rows)
    for (const [i, sum] of sums.entries()) {
      for (let j = 0; j < 3; j += 1) sum[j] = at(sum, j) + at(row, i) * at(row, j);
      sum[3] = at(sum, 3) + at(row, i);
    }
  return sums;
}

/** Of the equations of these terms, by Gauss–Jordan on columns of length one; undefined: they are not independent. */
function solution(chosen: readonly number[], equations: readonly number[][]): Row | undefined {
  const lengths = chosen.map((i) => Math.sqrt(at(equations[i] as number[], i)));
  if (lengths.some((length) => !(length > 0))) return undefined;
  const rows = chosen.map((i, r) => {
    const whole = equations[i] as number[];
    return [...chosen.map((j, c) => at(whole, j) / (at(lengths, r) * at(lengths, c))), at(whole, 3) / at(lengths, r)];
  });
  for (const [step, row] of rows.entries()) {
    const pivot = at(row, step);
    if (!(pivot > 1e-12)) return undefined;
    for (const other of rows) {
      if (other === row) continue;
      const factor = at(other, step) / pivot;
      for (let column = step; column < row.length; column += 1)
        other[column] = at(other, column) - factor * at(row, column);
    }
  }
  const terms: Row = [0, 0, 0];
  for (const [r, row] of rows.entries())
    terms[chosen[r] as number] = at(row, row.length - 1) / at(row, r) / at(lengths, r);
  return terms;
}

function errorOf(rows: readonly Row[], [alone, waiting, crosstalk]: Row): number {
  return rows.reduce((sum, row) => sum + (row[0] * alone + row[1] * waiting + row[2] * crosstalk - 1) ** 2, 0);
}

function at(row: readonly number[], index: number): number {
  return row[index] as number;
}
