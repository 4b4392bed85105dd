// `node tests/bench/evidence-output.mjs`: what `k6 run --out evidence` costs beside no output, JSON and CSV, against a
// server on this machine that does nothing. docs/load-evidence.md says what the figures mean.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../bin/install.mjs';
import { growth, outputs, reportOutputs } from './evidence-figures.mjs';

/** @typedef {import('./evidence-figures.mjs').Output} Output */
/** @typedef {import('./evidence-figures.mjs').Measured} Measured */

const steps = 20;
const promised = { pairs: 7, seconds: 60, rate: 1500 };
const exits = { withinBudgets: 0, overBudget: 1, usage: 2, notMeasured: 3 };

const { pairs, seconds, rate } = wanted();
const packageDir = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-bench-evidence-'));
let served = 0;
const server = createServer((_, response) => {
  served += 1;
  response.end('ok');
});

try {
  process.exitCode = await bench();
} catch (error) {
  console.error(`bench: not measured: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = exits.notMeasured;
} finally {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function bench() {
  await ensureBuilt({ packageDir });
  const { withToolbox } = await import('../../dist/tools/toolbox.js');
  const options = { config: {}, projectDir: packageDir, packageDir, install: false, log: console.log };
  const k6 = await withToolbox(options, (toolbox) => toolbox.k6());
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the null server has no port');
  writeFileSync(path.join(folder, 'null.k6.js'), script(`http://127.0.0.1:${address.port}/`));
  console.log(`k6 ${k6.version}, ${rate}/s × ${seconds} s × ${steps} series, ${pairs} pairs, ${cpus().length} cores,`);
  console.log(
    `Node ${process.versions.node}, load average ${loadavg()
      .map((one) => one.toFixed(1))
      .join(', ')}\n`,
  );
  /** @type {Record<Output, Measured>[]} */
  const rounds = [];
  for (let round = 0; round < pairs; round += 1) {
    const measured = /** @type {Record<Output, Measured>} */ ({});
    // Each round begins with another output: what warms up or fills up meets all of them alike.
    for (let turn = 0; turn < outputs.length; turn += 1) {
      const output = /** @type {Output} */ (outputs[(round + turn) % outputs.length]);
      measured[output] = await runWith(k6.path, output);
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

/**
 * One run to its end. The processor time is what the shell's `times` says of its children, to a hundredth of a second.
 *
 * @param {string} k6 @param {Output} output @returns {Promise<Measured>}
 */
async function runWith(k6, output) {
  const file = path.join(folder, `out.${output}`);
  const words = ['run', '--quiet', '--no-color', '--no-thresholds', '--summary-mode=disabled'];
  if (output !== 'none') words.push('--out', `${output}=${file}`);
  const env = { ...process.env, K6_NO_USAGE_REPORT: 'true', K6_AUTO_EXTENSION_RESOLUTION: 'false' };
  const before = served;
  const child = spawn(
    'sh',
    ['-c', '"$@"; code=$?; times; exit $code', 'sh', k6, ...words, path.join(folder, 'null.k6.js')],
    {
      env: { ...env, GONOGO_RUN_ID: 'bench' },
      stdio: ['ignore', 'pipe', 'inherit'],
      // The shell and k6: neither may outlive the bench's patience.
      timeout: (seconds + 60) * 1000,
    },
  );
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said += text));
  /** @type {number[]} */
  const resident = [];
  const looks = setInterval(() => resident.push(...residentBelow(child.pid)), 250);
  const code = await new Promise((done, fail) => child.once('close', done).once('error', fail));
  clearInterval(looks);
  if (code !== 0) throw new Error(`k6 with ${output} ended with ${code}`);
  const sent = served - before;
  if (Math.abs(sent - rate * seconds) > rate * seconds * 0.01)
    throw new Error(`k6 with ${output} sent ${sent} requests instead of ${rate * seconds}: this machine is too busy`);
  const bytes = output === 'none' ? 0 : statSync(file).size;
  const own = output === 'evidence' ? await ofEvidence(file) : { growthBytes: growth(resident) };
  rmSync(file, { force: true });
  return { cpuS: childrenSeconds(said), bytes, ...own };
}

/** @param {string} said the end of what the shell said: its own times, and those of its children: `0m1.230s 0m0.450s` */
function childrenSeconds(said) {
  const times = [...(said.trimEnd().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
  if (times.length !== 2) throw new Error(`the shell's times cannot be read: ${said.slice(-80)}`);
  return times.reduce((sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest), 0);
}

/** @param {number | undefined} pid @returns {number[]} resident bytes of the shell's child; none where there is no /proc, or no child yet */
function residentBelow(pid) {
  try {
    const [child = ''] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return [Number(readFileSync(`/proc/${child}/statm`, 'utf8').split(' ')[1]) * 4096];
  } catch {
    return [];
  }
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

function wanted() {
  const options = /** @type {const} */ ({
    pairs: { type: 'string', default: String(7) },
    seconds: { type: 'string', default: String(60) },
    rate: { type: 'string', default: String(1500) },
  });
  try {
    const { values } = parseArgs({ options });
    const [pairs, seconds, rate] = [values.pairs, values.seconds, values.rate].map(Number);
    if (![pairs, seconds, rate].every((value) => Number.isInteger(value) && Number(value) > 0))
      throw new Error('--pairs, --seconds and --rate want whole numbers from 1');
    return { pairs: Number(pairs), seconds: Number(seconds), rate: Number(rate) };
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    console.error('usage: node tests/bench/evidence-output.mjs [--pairs 7] [--seconds 60] [--rate 1500]');
    return process.exit(exits.usage);
  }
}
