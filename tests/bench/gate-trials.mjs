// Worlds are thrown, gates judge them, words are counted. Pure but for the dice, which are seeded by what is thrown.
import { fixedLimit, isHigh, naivePercent, perRequest, scoreOf } from './rivals.mjs';
import { randomFrom } from './seeded-random.mjs';
import { pairsOf, storedRuns } from './simulated-runs.mjs';

/**
 * @typedef {import('./seeded-random.mjs').Random} Random
 * @typedef {import('./simulated-runs.mjs').World} World
 * @typedef {import('./rivals.mjs').Word} Word
 * @typedef {import('../../dist/statistics/margin.js').Margin} Margin
 * @typedef {{ trials: number, go: number, noGo: number }} Tally
 * @typedef {{ name: string, share?: number, judge: (world: World, random: Random) => Word }} Gate
 *   `share`: of the trials that it gets, for those that take long
 * @typedef {import('./seeded-random.mjs').Dice & {
 *   compareSideBySide: typeof import('../../dist/statistics/side-by-side.js').compareSideBySide,
 *   compareWithStored: typeof import('../../dist/statistics/stored-baseline.js').compareWithStored,
 *   rollingBaseline: typeof import('../../dist/statistics/stored-baseline.js').rollingBaseline,
 *   noiseFloor: typeof import('../../dist/statistics/noise-floor.js').noiseFloor,
 * }} Engine
 */

/** Of a metric that takes 100 ms. */
export const typical = 100;
/** @type {Margin} */
export const tenPercent = { relative: 0.1, absolute: 0 };

/** @param {'not-worse' | 'worse' | 'undecided'} outcome @returns {Word} */
export function wordOf(outcome) {
  return outcome === 'not-worse' ? 'go' : outcome === 'worse' ? 'no-go' : 'undecided';
}

/**
 * @param {import('./seeded-random.mjs').Dice} dice @param {string} seed @param {number} trials
 * @param {(random: Random) => Word} judge @returns {Tally}
 */
export function tallyOf(dice, seed, trials, judge) {
  const random = randomFrom(dice, seed);
  const tally = { trials, go: 0, noGo: 0 };
  for (let trial = 0; trial < trials; trial += 1) {
    const word = judge(random);
    tally.go += word === 'go' ? 1 : 0;
    tally.noGo += word === 'no-go' ? 1 : 0;
  }
  return tally;
}

/** @param {Engine} engine @param {Margin} [sideBySideMargin] @returns {{ own: Gate[], rivals: Gate[] }} */
export function gatesOf({ compareSideBySide, compareWithStored }, sideBySideMargin = tenPercent) {
  /** @param {Margin} margin */
  const stored = (margin) => (/** @type {World} */ world, /** @type {Random} */ random) =>
    wordOf(compareWithStored([{ name: 'p95', ...storedRuns(world, 10, random), margin }]).outcome);
  const onePair = (/** @type {World} */ world, /** @type {Random} */ random) => {
    const [pair] = pairsOf(world, 1, random);
    if (pair === undefined) throw new Error('no pair was made');
    return pair;
  };
  return {
    own: [
      {
        name: 'gonogo, side by side, 10 %',
        judge: (world, random) =>
          wordOf(
            compareSideBySide([{ name: 'p95', pairs: pairsOf(world, 10, random), margin: sideBySideMargin }]).outcome,
          ),
      },
      { name: 'gonogo, stored, 10 %', judge: stored(tenPercent) },
      { name: 'gonogo, stored, 15 %', judge: stored({ relative: 0.15, absolute: 0 }) },
    ],
    rivals: [
      {
        name: 'k6 threshold, 10 % over usual',
        judge: (world, dice) => fixedLimit(onePair(world, dice).after, 1.1 * typical),
      },
      {
        name: 'k6 threshold, 50 % over usual',
        judge: (world, dice) => fixedLimit(onePair(world, dice).after, 1.5 * typical),
      },
      { name: 'p95 more than 5 % worse', judge: (world, dice) => naivePercent(onePair(world, dice), 0.05) },
      { name: 'Mann–Whitney per request', share: 0.2, judge: (world, dice) => perRequest(onePair(world, dice), dice) },
      {
        name: 'Kayenta, one metric',
        share: 0.2,
        judge: (world, dice) => scoreOf([isHigh(onePair(world, dice), dice)]),
      },
    ],
  };
}

/**
 * Four gating metrics that share half of their noise, each slower by its own share.
 *
 * @param {Engine} engine @param {number} cv @param {readonly number[]} slower
 * @returns {{ own: (random: Random) => Word, kayenta: (random: Random) => Word }}
 */
export function fourMetrics({ compareSideBySide }, cv, slower) {
  const world = { cv: cv / Math.SQRT2, slower: 0, drift: 0, noise: /** @type {const} */ ('normal'), typical };
  const metricsOf = (/** @type {Random} */ random, /** @type {number} */ count) => {
    const shared = pairsOf({ ...world, typical: 1 }, count, random);
    return slower.map((share, i) => ({
      name: `metric ${i + 1}`,
      margin: tenPercent,
      pairs: pairsOf({ ...world, slower: share }, count, random).map(({ before, after }, at) => ({
        before: before * (shared[at]?.before ?? NaN),
        after: after * (shared[at]?.after ?? NaN),
      })),
    }));
  };
  return {
    own: (random) => wordOf(compareSideBySide(metricsOf(random, 10)).outcome),
    kayenta: (random) =>
      scoreOf(metricsOf(random, 1).map(({ pairs: [pair] }) => isHigh(pair ?? { before: NaN, after: NaN }, random))),
  };
}

/**
 * Five releases, each slower than the one before by `step`, judged one after the other; the first that is stopped ends it.
 *
 * @param {Engine} engine @param {number} cv @param {number} step @param {Random} random
 * @returns {Record<'pinned' | 'rolling' | 'sideBySide' | 'naive' | 'fixed', number>} the release that was stopped; 6 if none
 */
export function creep({ compareSideBySide, compareWithStored, rollingBaseline }, cv, step, random) {
  const world = { cv, slower: 0, drift: 0, noise: /** @type {const} */ ('normal'), typical };
  const nightly = (/** @type {number} */ release) =>
    storedRuns({ ...world, typical: typical * (1 + step) ** release }, 10, random).before;
  const shipped = Array.from({ length: 6 }, (_, release) => nightly(release));
  const [pinned = []] = shipped;
  const stoppedAt = (/** @type {(release: number) => Word} */ judge) =>
    [1, 2, 3, 4, 5].find((release) => judge(release) === 'no-go') ?? 6;
  const against = (/** @type {readonly number[]} */ before, /** @type {number} */ release) => {
    const { now } = storedRuns({ ...world, typical: typical * (1 + step) ** release }, 0, random);
    return wordOf(compareWithStored([{ name: 'p95', now, before, margin: tenPercent }]).outcome);
  };
  const pairsAt = (/** @type {number} */ release, /** @type {number} */ count) =>
    pairsOf({ ...world, slower: step, typical: typical * (1 + step) ** (release - 1) }, count, random);
  const first = (/** @type {number} */ release) => pairsAt(release, 1)[0] ?? { before: NaN, after: NaN };
  return {
    pinned: stoppedAt((release) => against(pinned, release)),
    rolling: stoppedAt((release) => {
      const history = shipped
        .slice(0, release)
        .flat()
        .map((value) => ({ isGo: true, value }));
      return against(
        rollingBaseline(history, ({ isGo }) => isGo).map(({ value }) => value),
        release,
      );
    }),
    sideBySide: stoppedAt((release) =>
      wordOf(compareSideBySide([{ name: 'p95', pairs: pairsAt(release, 10), margin: tenPercent }]).outcome),
    ),
    naive: stoppedAt((release) => naivePercent(first(release), 0.05)),
    fixed: stoppedAt((release) => fixedLimit(first(release).after, 1.5 * typical)),
  };
}

/**
 * A long row of runs of one and the same release, each against the rolling baseline of those that were let in: the not
 * worse ones (where `undecided` is no GO), or all but the worse.
 *
 * @param {Engine} engine @param {{ cv: number, margin: number, letsUndecidedIn: boolean, runs: number }} how @param {Random} random
 * @returns {Tally}
 */
export function rollingOn({ compareWithStored, rollingBaseline }, { cv, margin, letsUndecidedIn, runs }, random) {
  const world = { cv, slower: 0, drift: 0, noise: /** @type {const} */ ('normal'), typical };
  const { before } = storedRuns(world, 10, random);
  const history = before.map((value) => ({ isGo: true, value }));
  const tally = { trials: runs, go: 0, noGo: 0 };
  for (let run = 0; run < runs; run += 1) {
    const { now } = storedRuns(world, 0, random);
    const baseline = rollingBaseline(history, ({ isGo }) => isGo).map(({ value }) => value);
    const { outcome } = compareWithStored([
      { name: 'p95', now, before: baseline, margin: { relative: margin, absolute: 0 } },
    ]);
    tally.go += outcome === 'not-worse' ? 1 : 0;
    tally.noGo += outcome === 'worse' ? 1 : 0;
    history.push({
      isGo: outcome === 'not-worse' || (letsUndecidedIn && outcome !== 'worse'),
      value: now,
    });
  }
  return tally;
}

/**
 * Ten pairs of a release with itself say which margin ten pairs can support; then an unchanged release is judged by it.
 *
 * @param {Engine} engine @param {number} cv @param {World['noise']} noise @param {Random} random @returns {Word}
 */
export function supportedMargin({ compareSideBySide, noiseFloor }, cv, noise, random) {
  const world = { cv, slower: 0, drift: 0, noise, typical };
  const margin = noiseFloor(pairsOf(world, 10, random))?.supported.at(-1)?.margin;
  if (margin === undefined) throw new Error('ten pairs have a noise floor');
  const metric = { name: 'p95', pairs: pairsOf(world, 10, random), margin: { relative: margin - 1, absolute: 0 } };
  return wordOf(compareSideBySide([metric]).outcome);
}
