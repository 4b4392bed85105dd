// Stored baselines and noise floors: from counts to tables in Markdown, and to what is promised of them.
import { conditions, variations } from './gate-tables.mjs';
import { creep, rollingOn, supportedMargin, tallyOf } from './gate-trials.mjs';
import { randomFrom } from './seeded-random.mjs';
import { go, noGo, shown, tableOf } from './shown-rates.mjs';

/**
 * @typedef {import('./gate-trials.mjs').Engine} Engine
 * @typedef {import('./shown-rates.mjs').Promised} Promised
 * @typedef {import('./shown-rates.mjs').Table} Table
 */

/** @param {Engine} engine @param {number} trials @returns {Table} */
export function creepTable(engine, trials) {
  const gates = /** @type {const} */ (['pinned', 'rolling', 'sideBySide', 'naive', 'fixed']);
  const names = {
    pinned: 'gonogo, pinned baseline, 10 %',
    rolling: 'gonogo, rolling baseline, 10 %',
    sideBySide: 'gonogo, side by side with the release before',
    naive: 'p95 more than 5 % worse',
    fixed: 'k6 threshold, 50 % over usual',
  };
  /** @type {Promised[]} */
  const promises = [];
  const rows = [0, 0.09].flatMap((step) =>
    variations.flatMap((cv) => {
      const random = randomFrom(engine, `creep ${step} ${cv}`);
      const stops = Array.from({ length: trials }, () => creep(engine, cv, step, random));
      return gates.map((gate) => {
        const by = (/** @type {number} */ release) => stops.filter((stop) => stop[gate] <= release).length / trials;
        const where = `CV ${100 * cv} %`;
        if (gate === 'pinned' && step > 0)
          promises.push({ claim: 'pinned, five times +9 %: stopped', where, rate: by(5), atLeast: 0.95 });
        // Of each comparison. That five in a row are stopped more often than one is no news.
        if (gate === 'pinned' && step === 0)
          promises.push({ claim: 'unchanged: NO-GO', where: `pinned, ${where}`, rate: by(1), atMost: 0.02 });
        return [`+${100 * step} %`, `${100 * cv} %`, names[gate], ...[1, 2, 3, 4, 5].map((n) => shown(by(n), trials))];
      });
    }),
  );
  const head = ['each release', 'CV', 'gate', '1st', '2nd', '3rd', '4th', '5th'];
  return { title: '### Five releases in a row: stopped at the latest at the', text: tableOf(head, rows), promises };
}

/** @param {Engine} engine @param {number} trials @returns {Table} */
export function rollingTable(engine, trials) {
  const rows = [0.1, 0.15].flatMap((margin) =>
    variations.flatMap((cv) =>
      [false, true].map((letsUndecidedIn) => {
        const random = randomFrom(engine, `rolling ${margin} ${cv} ${letsUndecidedIn}`);
        const tally = { trials: 0, go: 0, noGo: 0 };
        while (tally.trials < 2 * trials) {
          const one = rollingOn(engine, { cv, margin, letsUndecidedIn, runs: 200 }, random);
          tally.trials += one.trials;
          tally.go += one.go;
          tally.noGo += one.noGo;
        }
        const rule = letsUndecidedIn ? 'all but the worse' : 'the not worse';
        const cells = [noGo(tally), go(tally)].map((rate) => shown(rate, tally.trials));
        return [`${100 * margin} %`, `${100 * cv} %`, rule, ...cells];
      }),
    ),
  );
  const head = ['margin', 'CV', 'let into the baseline', 'NO-GO', 'GO'];
  return { title: '### 200 runs of one release in a row, rolling baseline', text: tableOf(head, rows), promises: [] };
}

/** @param {Engine} engine @param {number} trials @returns {Table} */
export function noiseFloorTable(engine, trials) {
  /** @type {Promised[]} */
  const promises = [];
  const rows = Object.values(conditions)
    .filter(({ drift }) => drift === 0)
    .flatMap(({ title, noise }) =>
      variations.map((cv) => {
        const seed = `noise floor ${title} ${cv}`;
        const tally = tallyOf(engine, seed, trials, (random) => supportedMargin(engine, cv, noise, random));
        // Ten pairs often see nothing of what happens to one run in twenty.
        const isPromised = noise !== 'normalWithNeighbour';
        if (isPromised)
          promises.push({
            claim: 'the supported margin, unchanged: GO',
            where: `${title}, CV ${100 * cv} %`,
            rate: go(tally),
            atLeast: 0.95,
          });
        return [title, `${100 * cv} %`, shown(go(tally), trials), shown(noGo(tally), trials)];
      }),
    );
  const head = ['noise', 'CV', 'GO', 'NO-GO'];
  return {
    title: '### An unchanged release, by the margin that ten A/A pairs support',
    text: tableOf(head, rows),
    promises,
  };
}
