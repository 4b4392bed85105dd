/**
 * The prevalence that a sample without a hit excludes at 95 % confidence: the p at which `n` independent rows all miss
 * with a probability of 5 %, 1 − 0.05^(1/n) (Clopper & Pearson, Biometrika 26, 1934, for zero successes).
 */
export function prevalenceBelow(n: number): number {
  return n === 0 ? 1 : -Math.expm1(Math.log(0.05) / n);
}
