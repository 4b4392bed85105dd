import { betaDensity, incompleteBeta } from './incomplete-beta.js';

/**
 * The x at which I_x(a, b) is `probability`, to twelve digits. Halley's method, as in Press et al., Numerical Recipes,
 * 3rd ed., §6.4 (`invbetai`), from `guess` on; each step lands between the closest x that are known to be too low and
 * too high, and every eighth halves the gap, so that the end comes in any case.
 */
export function betaQuantile(probability: number, a: number, b: number, guess: number): number {
  let low = 0;
  let high = 1;
  let x = guess;
  for (let step = 1; high - low > 1e-12 * high; step += 1) {
    if (!(x > low && x < high)) x = low + (high - low) / 2;
    const excess = incompleteBeta(x, a, b) - probability;
    if (excess > 0) high = x;
    else low = x;
    const newton = excess / betaDensity(x, a, b);
    const change = newton / (1 - (newton * ((a - 1) / x - (b - 1) / (1 - x))) / 2);
    // The error of the next x is of the third order in this one's: it needs no look.
    if (Math.abs(newton) < 1e-8 * Math.min(x, 1 - x)) return x - change;
    x = step % 8 === 0 ? Number.NaN : x - change;
  }
  return high;
}
