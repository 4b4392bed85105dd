// `node tests/bench/evidence-output.mjs`: what `k6 run --out evidence` costs beside no output, JSON and CSV, against a
// server on this machine that does nothing. docs/load-evidence.md says what the figures mean.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { growth, outputs, reportOutputs } from './evidence-figures.mjs';
import { exits, runK6, wholeNumbers, withK6Bench } from './k6-runs.mjs';

/** @typedef {import('./evidence-figures.mjs').Output} Output */
/** @typedef {import('./evidence-figures.mjs').Measured} Measured */

const steps = 20;
const promised = { pairs: 7, seconds: 60, rate: 1500 };

const { pairs, seconds, rate } = wholeNumbers(promised);
process.exitCode = await withK6Bench(bench);

/** @param {import('./k6-runs.mjs').K6Bench} place */
async function bench(place) {
  writeFileSync(scriptIn(place), script(place.url));
  console.log(`${rate}/s × ${seconds} s × ${steps} series, ${pairs} pairs\n`);
  /** @type {Record<Output, Measured>[]} */
  const rounds = [];
  for (let round = 0; round < pairs; round += 1) {
    const measured = /** @type {Record<Output, Measured>} */ ({});
    // Each round begins with another output: what warms up or fills up meets all of them alike.
    for (let turn = 0; turn < outputs.length; turn += 1) {
      const output = /** @type {Output} */ (outputs[(round + turn) % outputs.length]);
      measured[output] = await runWith(place, output);
    }
    rounds.push(measured);
    console.log(`pair ${round + 1}: ${outputs.map((one) => `${one} ${measured[one].cpuS.toFixed(2)} s`).join(', ')}`);
  }
  const isKept = reportOutputs(rounds);
  const isFirst = pairs < promised.pairs || seconds < promised.seconds || rate !== promised.rate;
  if (isFirst)
    console.log(
      `\nA first impression: the budgets are for ${promised.pairs} pairs of ${promised.seconds} s at ${promised.rate}/s.`,
    );
  return isFirst || isKept ? exits.withinBudgets : exits.overBudget;
}

/** @param {{ folder: string }} place */
function scriptIn({ folder }) {
  return path.join(folder, 'null.k6.js');
}

/** @param {string} url */
function script(url) {
  return `import http from 'k6/http';
import exec from 'k6/execution';
export const options = {
  discardResponseBodies: true,
  scenarios: { null: { executor: 'constant-arrival-rate', rate: ${rate}, timeUnit: '1s', duration: '${seconds}s', preAllocatedVUs: 400, gracefulStop: '10s' } },
};
export default function () {
  http.get('${url}', { tags: { name: 'step ' + (exec.scenario.iterationInTest % ${steps}) } });
}
`;
}

/** @param {import('./k6-runs.mjs').K6Bench} place @param {Output} output @returns {Promise<Measured>} */
async function runWith(place, output) {
  const { k6, folder, served } = place;
  const file = path.join(folder, `out.${output}`);
  const words = ['--no-thresholds', '--summary-mode=disabled'];
  if (output !== 'none') words.push('--out', `${output}=${file}`);
  const before = served();
  const { cpuS, resident } = await runK6(k6, [...words, scriptIn(place)], seconds + 60);
  const sent = served() - before;
  if (Math.abs(sent - rate * seconds) > rate * seconds * 0.01)
    throw new Error(`k6 with ${output} sent ${sent} requests instead of ${rate * seconds}: this machine is too busy`);
  const bytes = output === 'none' ? 0 : statSync(file).size;
  const own = output === 'evidence' ? await ofEvidence(file) : { growthBytes: growth(resident) };
  rmSync(file, { force: true });
  return { cpuS, bytes, ...own };
}

/**
 * What its own evidence says: the growth of the live heap, and the null server's p95, which tells a busy machine.
 *
 * @param {string} file
 */
async function ofEvidence(file) {
  const { loadEvidence } = await import('../../dist/records/load-evidence.js');
  const { sketchQuantile } = await import('../../dist/statistics/sketch.js');
  const evidence = loadEvidence.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (evidence.tool !== 'k6' || !evidence.complete) throw new Error('the evidence is not complete');
  const heap = evidence.runners[0]?.instrument.seconds.heapBytes?.filter((bytes) => bytes !== null);
  const p95s = evidence.series.flatMap(({ durations }) =>
    durations === undefined
      ? []
      : [
          sketchQuantile(
            { ...durations, precision: evidence.precision, min: durations.minMs, max: durations.maxMs },
            0.95,
          ),
        ],
  );
  return { growthBytes: growth(heap ?? []), p95Ms: Math.max(...p95s) };
}
