// Made-up runs of a service, for gates to judge: how noisy, how much slower, how it drifts is known here.

/**
 * @typedef {import('./seeded-random.mjs').Random} Random
 * @typedef {keyof typeof noises} Noise
 * @typedef {{ cv: number, slower: number, drift: number, noise: Noise, typical: number }} World
 *   `cv`: run-to-run coefficient of variation of the metric, everything included; `slower`: 0.2 is 20 %; `drift`: how much
 *   slower everything gets from one run to the next; `typical`: of the release before, in ms.
 */

/** What a quiet run differs by, mean 0 and standard deviation 1. */
const noises = {
  normal: (/** @type {Random} */ { normal }) => normal(),
  // Student's t with three degrees of freedom: once in a while a run is far off, either way.
  heavy: (/** @type {Random} */ { normal }) => {
    const [z, ...others] = [normal(), normal(), normal(), normal()];
    return z / Math.sqrt(others.reduce((sum, one) => sum + one * one, 0));
  },
  normalWithNeighbour: (/** @type {Random} */ { normal }) => normal(),
};

/** One run in twenty shares its machine with somebody, and takes 30 % longer. */
const neighbour = { share: 0.05, longer: 1.3 };

/** @param {World} world @param {Random} random @param {number} slot the how-many-th run it is */
function earlierRun({ cv, drift, noise, typical }, random, slot) {
  const spread = Math.sqrt(Math.log1p(cv * cv));
  const isShared = noise === 'normalWithNeighbour' && random.uniform() < neighbour.share;
  return typical * (1 + drift) ** slot * Math.exp(spread * noises[noise](random)) * (isShared ? neighbour.longer : 1);
}

/** The metric (p95 of the latency, say) of pairs of runs, in milliseconds; every second pair the other way round. @param {World} world @param {number} count @param {Random} random */
export function pairsOf(world, count, random) {
  return Array.from({ length: count }, (_, pair) => {
    const isBeforeFirst = pair % 2 === 0;
    const first = earlierRun(world, random, 2 * pair);
    const second = earlierRun(world, random, 2 * pair + 1);
    const [before, after] = isBeforeFirst ? [first, second] : [second, first];
    return { before, after: after * (1 + world.slower) };
  });
}

/** Stored runs, one after the other, and one of the new release after them. @param {World} world @param {number} count @param {Random} random */
export function storedRuns(world, count, random) {
  const before = Array.from({ length: count }, (_, slot) => earlierRun(world, random, slot));
  return { before, now: earlierRun(world, random, count) * (1 + world.slower) };
}

/**
 * What single requests, or blocks of them, of one run took, as logarithms: spread around the run's own level. The tests
 * that use them look at ranks and shifts only.
 *
 * @param {number} level the run's metric @param {number} spread @param {number} count @param {Random} random
 */
export function partsOf(level, spread, count, { normal }) {
  const middle = Math.log(level);
  return Float64Array.from({ length: count }, () => middle + spread * normal());
}
