const coefficients = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
];

/**
 * Natural logarithm of the gamma function for x > 0: Lanczos' approximation with g = 7 and 9 terms (Godfrey's
 * coefficients), relative error below 1e-14. Press et al., Numerical Recipes, 3rd ed., §6.1.
 */
export function logGamma(x: number): number {
  const z = x - 1;
  const t = z + 7.5;
  const series = coefficients.reduce((sum, c, i) => sum + c / (z + i + 1), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(series);
}

let latest = { a: Number.NaN, b: Number.NaN, value: Number.NaN };

/** ln B(a, b). The latest is kept: a bound is found by asking for many x of one a and b, in either order. */
function logBeta(a: number, b: number): number {
  const isLatest = (latest.a === a && latest.b === b) || (latest.a === b && latest.b === a);
  if (isLatest) return latest.value;
  const value = logGamma(Math.min(a, b)) + logGamma(Math.max(a, b)) - logGamma(a + b);
  latest = { a, b, value };
  return value;
}

/**
 * The regularised incomplete beta function I_x(a, b), for a, b > 0 and 0 ≤ x ≤ 1, by its continued fraction (modified
 * Lentz): Numerical Recipes, 3rd ed., §6.4; DLMF 8.17.22, https://dlmf.nist.gov/8.17#E22.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast left of the mean only: I_x(a, b) = 1 − I_{1−x}(b, a).
  return x > (a + 1) / (a + b + 2) ? 1 - leftOfMean(1 - x, b, a) : leftOfMean(x, a, b);
}

/** Not asked again which side it is: at the mean, where both look like the right one by a last bit, that has no end. */
function leftOfMean(x: number, a: number, b: number): number {
  const logFront = -logBeta(a, b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logFront) * continuedFraction(x, a, b)) / a;
}

/** The slope of I_x(a, b) in x, for 0 < x < 1: the density of the beta distribution. DLMF 8.17.1 and 8.17.2. */
export function betaDensity(x: number, a: number, b: number): number {
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
}

const tiny = 1e-300;

/** A fraction's denominator, kept away from 0. */
function away(value: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let h = d;
  // Needs about √max(a, b) terms: enough for 10⁹ samples.
  for (let m = 1; m <= 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return h;
}
