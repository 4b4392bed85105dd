// Dice that fall alike every time: sfc32 (Doty-Humphrey, PractRand), and normal numbers by Marsaglia's polar method.

/**
 * @typedef {{ uniform: () => number, normal: () => number }} Random
 *
 * @param {string} seed @returns {Random}
 */
export function randomFrom(seed) {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const letter of seed) {
    a ^= /** @type {number} */ (letter.codePointAt(0));
    for (let mix = 0; mix < 12; mix += 1) next();
  }
  const uniform = () => (next() + 0.5) / 2 ** 32;

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
