// Real runs of one release, one after the other, for gates to judge: their noise is nobody's formula.
import { readFileSync } from 'node:fs';
import { fixedLimit, isHigh, naivePercent, perRequest, scoreOf } from './rivals.mjs';
import { tenPercent, wordOf } from './gate-trials.mjs';
import { median } from './figures.mjs';
import { randomFrom } from './seeded-random.mjs';
import { go, noGo, tableOf } from './shown-rates.mjs';

/**
 * @typedef {import('./gate-trials.mjs').Engine} Engine
 * @typedef {import('./rivals.mjs').Word} Word
 * @typedef {import('./shown-rates.mjs').Promised} Promised
 * @typedef {import('./shown-rates.mjs').Table} Table
 * @typedef {{ machine: string, tool: string, script: string, from: string, to: string, runs: number, series: Record<string, number[]> }} Corpus
 */

export const corpusFile = new URL('recorded-runs.json', import.meta.url);

/** @returns {Corpus} */
export function readCorpus() {
  return JSON.parse(readFileSync(corpusFile, 'utf8'));
}

/** So many runs in a row make ten pairs. */
const taken = 20;

/**
 * Each figure's runs in a row, twenty at a time, beginning with each of them once: what was measured of one release is
 * made slower by a share, and judged. Neighbouring cases share most of their runs: these are fewer than they seem.
 *
 * @param {Engine} engine @param {Corpus} corpus @returns {Table}
 */
export function recordedTable(engine, corpus) {
  /** @type {Promised[]} */
  const promises = [];
  const groups = groupsOf(corpus.series);
  const rows = gatesOf(engine).flatMap((gate) =>
    groups.map(({ name, series }) => {
      const tally = (/** @type {number} */ slower) => tallyOf(engine, gate, series, slower);
      const [same, five, ten, twenty] = [tally(0), tally(0.05), tally(0.1), tally(0.2)];
      // One run alone can't know of a drift since the stored ones: runs side by side are for that.
      if (gate.isPaired) {
        promises.push({ claim: 'recorded, unchanged: NO-GO', where: name, rate: noGo(same), atMost: 0.02 });
        promises.push({ claim: 'recorded, at the margin: GO', where: name, rate: go(ten), atMost: 0.05 });
        promises.push({ claim: 'recorded, +20 %: GO', where: name, rate: go(twenty), atMost: 0.02 });
      }
      const cells = [noGo(same), go(same), go(five), go(ten), go(twenty), noGo(twenty)];
      return [gate.name, name, `${same.trials}`, ...cells.map((rate) => `${(100 * rate).toFixed(1)}`)];
    }),
  );
  const head = [
    'gate',
    'figures, by CV',
    'cases',
    '+0 %: NO-GO',
    '+0 %: GO',
    '+5 %: GO',
    '+10 %: GO',
    '+20 %: GO',
    '+20 %: NO-GO',
  ];
  return { title: `### Recorded: ${corpus.runs} runs of one release`, text: tableOf(head, rows), promises };
}

/** The figures by how much they vary from run to run. @param {Corpus['series']} all */
function groupsOf(all) {
  const edges = [0.05, 0.1, 0.2, Infinity];
  const cvs = Object.values(all).map((series) => ({ series, cv: variationOf(series) }));
  return edges.flatMap((edge, at) => {
    const own = cvs.filter(({ cv }) => cv < edge && cv >= (edges[at - 1] ?? 0));
    const name = edge === Infinity ? 'from 20 %' : `below ${100 * edge} %`;
    return own.length === 0 ? [] : [{ name: `${own.length} ${name}`, series: own.map(({ series }) => series) }];
  });
}

/** @param {readonly number[]} series */
function variationOf(series) {
  const mean = series.reduce((sum, ms) => sum + ms, 0) / series.length;
  return Math.sqrt(series.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (series.length - 1)) / mean;
}

/**
 * @param {import('./seeded-random.mjs').Dice} dice @param {ReturnType<typeof gatesOf>[number]} gate
 * @param {readonly (readonly number[])[]} all @param {number} slower
 */
function tallyOf(dice, gate, all, slower) {
  const random = randomFrom(dice, `recorded ${gate.name} ${slower}`);
  const tally = { trials: 0, go: 0, noGo: 0 };
  for (const series of all) {
    const usual = median(series);
    for (let from = 0; from + taken <= series.length; from += 1) {
      const word = gate.judge(series.slice(from, from + taken), slower, { usual, random });
      tally.trials += 1;
      tally.go += word === 'go' ? 1 : 0;
      tally.noGo += word === 'no-go' ? 1 : 0;
    }
  }
  return tally;
}

/** @param {readonly number[]} runs @param {number} slower */
function pairsIn(runs, slower) {
  return Array.from({ length: runs.length / 2 }, (_, pair) => {
    const [first = NaN, second = NaN] = runs.slice(2 * pair, 2 * pair + 2);
    // Every second pair the other way round, as they are run.
    const [before, after] = pair % 2 === 0 ? [first, second] : [second, first];
    return { before, after: after * (1 + slower) };
  });
}

/**
 * @typedef {{ usual: number, random: import('./seeded-random.mjs').Random }} Known
 * @param {Engine} engine
 * @returns {{ name: string, isPaired: boolean, judge: (runs: readonly number[], slower: number, known: Known) => Word }[]}
 */
function gatesOf({ compareSideBySide, compareWithStored }) {
  const others = { isPaired: false };
  const one = (/** @type {readonly number[]} */ runs, /** @type {number} */ slower) =>
    pairsIn(runs, slower)[0] ?? { before: NaN, after: NaN };
  return [
    {
      ...{ name: 'gonogo, side by side, 10 %', isPaired: true },
      judge: (runs, slower) =>
        wordOf(compareSideBySide([{ name: 'p95', pairs: pairsIn(runs, slower), margin: tenPercent }]).outcome),
    },
    {
      ...{ name: 'gonogo, stored, 10 %', ...others },
      judge: (runs, slower) => {
        const now = (runs[10] ?? NaN) * (1 + slower);
        return wordOf(compareWithStored([{ name: 'p95', before: runs.slice(0, 10), now, margin: tenPercent }]).outcome);
      },
    },
    {
      ...{ name: 'k6 threshold, 10 % over usual', ...others },
      judge: (runs, slower, { usual }) => fixedLimit(one(runs, slower).after, 1.1 * usual),
    },
    {
      ...{ name: 'p95 more than 5 % worse', ...others },
      judge: (runs, slower) => naivePercent(one(runs, slower), 0.05),
    },
    {
      ...{ name: 'Mann–Whitney per request', ...others },
      judge: (runs, slower, { random }) => perRequest(one(runs, slower), random),
    },
    {
      ...{ name: 'Kayenta, one metric', ...others },
      judge: (runs, slower, { random }) => scoreOf([isHigh(one(runs, slower), random)]),
    },
  ];
}
