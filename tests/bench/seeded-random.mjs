// Dice that fall alike every time: gonogo's own, and normal numbers by Marsaglia's polar method.

/**
 * @typedef {{ uniform: () => number, normal: () => number }} Random
 * @typedef {{ diceFrom: typeof import('../../dist/statistics/seeded-dice.js').diceFrom }} Dice
 *   handed in: the bench has what is built, its tests have the source
 *
 * @param {Dice} dice @param {string} seed @returns {Random}
 */
export function randomFrom({ diceFrom }, seed) {
  const uniform = diceFrom(seed);
  let spare = NaN;
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = NaN;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const stretch = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * stretch;
      return x * stretch;
    }
  };
  return { uniform, normal };
}
