/** Uniform numbers in (0, 1) that fall alike for the same seed on every machine: sfc32 (Doty-Humphrey, PractRand). */
export function diceFrom(seed: string): () => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 1];
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (const letter of seed) {
    a ^= letter.codePointAt(0) as number;
    for (let mix = 0; mix < 12; mix += 1) next();
  }
  return () => (next() + 0.5) / 2 ** 32;
}
