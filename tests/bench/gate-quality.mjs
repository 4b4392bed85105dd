// `node tests/bench/gate-quality.mjs [trials]`: how often gates are wrong, ours and others, on simulated runs.
// docs/comparison.md has the figures. The same trials give the same figures, on every machine.
import { ensureBuilt } from '../../bin/install.mjs';
import { creepTable, noiseFloorTable, rollingTable } from './baseline-tables.mjs';
import { absoluteMarginTable, fourMetricsTable, gateTable } from './gate-tables.mjs';
import { readCorpus, recordedTable } from './recorded-runs.mjs';
import { worstOf } from './shown-rates.mjs';

const trials = Number(process.argv[2] ?? 10_000);
if (!(Number.isInteger(trials) && trials >= 100))
  throw new Error('Write: node tests/bench/gate-quality.mjs [trials], a whole number from 100 on');
await ensureBuilt();
const engine = {
  ...(await import('../../dist/statistics/side-by-side.js')),
  ...(await import('../../dist/statistics/stored-baseline.js')),
  ...(await import('../../dist/statistics/noise-floor.js')),
  ...(await import('../../dist/statistics/seeded-dice.js')),
};

const startedAt = performance.now();
const tables = [
  gateTable(engine, trials, 'quiet'),
  gateTable(engine, trials, 'drift'),
  gateTable(engine, trials, 'heavy'),
  gateTable(engine, trials, 'neighbour'),
  absoluteMarginTable(engine, trials),
  fourMetricsTable(engine, trials),
  creepTable(engine, trials),
  rollingTable(engine, trials),
  noiseFloorTable(engine, trials),
  recordedTable(engine, readCorpus()),
];
for (const { title, text } of tables) console.log(`${title}\n\n${text}\n`);

console.log('### What is promised, and where it is closest to being broken\n');
const promises = worstOf(tables.flatMap(({ promises }) => promises));
for (const { claim, where, rate, atMost, atLeast, cases, isKept } of promises) {
  const limit = atMost === undefined ? `at least ${percent(atLeast)}` : `at most ${percent(atMost)}`;
  const found = `${percent(rate)} (${where}; ${cases} cases)`;
  console.log(`- ${claim} ${limit}: ${found}${isKept ? '' : ': **not kept**'}`);
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(`\n${trials} trials a cell, Node ${process.versions.node}, ${seconds} s`);
process.exitCode = promises.every(({ isKept }) => isKept) ? 0 : 1;

/** @param {number} [share] */
function percent(share = NaN) {
  return `${Number((100 * share).toFixed(2))} %`;
}
