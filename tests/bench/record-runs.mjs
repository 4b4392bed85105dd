// `node tests/bench/record-runs.mjs <runs>`: takes what pairs of one release measured (`verify --aa`) for the corpus that
// `gate-quality.mjs` judges besides its simulated runs. In the order of time: what drifts must drift there, too.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../bin/install.mjs';
import { corpusFile } from './recorded-runs.mjs';

const folders = process.argv.slice(2);
if (folders.length === 0)
  throw new Error('Write: node tests/bench/record-runs.mjs reports/runs/<run of verify --aa> …');
await ensureBuilt();
const { loadEvidence } = await import('../../dist/records/load-evidence.js');

const runs = folders.flatMap(runsIn).toSorted((one, other) => one.startedAt.localeCompare(other.startedAt));
const [first] = runs;
if (first === undefined) throw new Error('no run of a pair was found');
/** @type {Record<string, number[]>} */
const series = {};
for (const { name } of first.steps)
  for (const statistic of /** @type {const} */ (['medianMs', 'p95Ms']))
    series[`${name} ${statistic === 'medianMs' ? 'median' : 'p95'}`] = runs.map(({ steps }) => {
      const ms = steps.find((step) => step.name === name)?.[statistic];
      if (ms === undefined) throw new Error(`${name} has no ${statistic}`);
      return Number(ms.toPrecision(4));
    });
const measured = { machine: `${cpus()[0]?.model}, ${cpus().length} cores`, tool: `${first.tool} ${first.toolVersion}` };
const about = {
  script: path.basename(first.script.path),
  from: first.startedAt,
  to: runs.at(-1)?.startedAt,
  runs: runs.length,
};
writeFileSync(corpusFile, `${JSON.stringify({ ...measured, ...about, series }, null, 1).replace(/\n {3,}/g, ' ')}\n`);
console.log(`${runs.length} runs of ${first.script.path}, ${Object.keys(series).length} figures each`);

/** @param {string} folder */
function runsIn(folder) {
  const raw = path.join(folder, 'evidence', 'raw');
  return readdirSync(raw)
    .filter((file) => /-side-by-side-\d+-(before|after)\.json$/.test(file))
    .map((file) => loadEvidence.parse(JSON.parse(readFileSync(path.join(raw, file), 'utf8'))))
    .map((evidence) => ({ ...evidence, steps: evidence.steps.filter(({ name }) => name !== 'clean up') }));
}
