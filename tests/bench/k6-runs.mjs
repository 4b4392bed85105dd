// What the benches of the k6 extension share: a server that does nothing, and runs of k6 against it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../bin/install.mjs';

export const exits = { withinBudgets: 0, overBudget: 1, usage: 2, notMeasured: 3 };

/**
 * @typedef {object} K6Bench
 * @property {string} k6 its binary
 * @property {string} folder a temporary one
 * @property {string} url of the server that does nothing
 * @property {() => number} served how many requests it has answered
 */

/**
 * Whole numbers from the command line, by name, with what they are otherwise; anything else ends the bench.
 *
 * @template {Record<string, number>} Numbers
 * @param {Numbers} usual @returns {Numbers}
 */
export function wholeNumbers(usual) {
  const names = Object.keys(usual);
  const options = Object.fromEntries(names.map((name) => [name, { type: /** @type {const} */ ('string') }]));
  try {
    const { values } = parseArgs({ options });
    const given = Object.entries(values).map(([name, value]) => [name, Number(value)]);
    const wrong = given.find(([, value]) => !Number.isInteger(value) || Number(value) < 1);
    if (wrong !== undefined) throw new Error(`--${wrong[0]} wants a whole number from 1`);
    return { ...usual, ...Object.fromEntries(given) };
  } catch (error) {
    const usage = names.map((name) => `[--${name} ${usual[name]}]`).join(' ');
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    console.error(`usage: node ${path.relative(process.cwd(), String(process.argv[1]))} ${usage}`);
    return process.exit(exits.usage);
  }
}

/**
 * Runs a bench with all that it needs, and ends it.
 *
 * @param {(bench: K6Bench) => Promise<number>} measure @returns {Promise<number>} the exit code
 */
export async function withK6Bench(measure) {
  const packageDir = fileURLToPath(new URL('../../', import.meta.url));
  const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-bench-evidence-'));
  let served = 0;
  const server = createServer((_, response) => {
    served += 1;
    response.end('ok');
  });
  try {
    await ensureBuilt({ packageDir });
    const { withToolbox } = await import('../../dist/tools/toolbox.js');
    const options = { config: {}, projectDir: packageDir, packageDir, install: false, log: console.log };
    const { path: k6, version } = await withToolbox(options, (toolbox) => toolbox.k6());
    await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the null server has no port');
    const load = loadavg().map((one) => one.toFixed(1));
    console.log(
      `k6 ${version}, Node ${process.versions.node}, ${cpus().length} cores, load average ${load.join(', ')}`,
    );
    return await measure({ k6, folder, url: `http://127.0.0.1:${address.port}/`, served: () => served });
  } catch (error) {
    console.error(`bench: not measured: ${error instanceof Error ? error.message : String(error)}`);
    return exits.notMeasured;
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} K6Ended
 * @property {number} cpuS processor time of k6 alone, by the shell's `times`: to a hundredth of a second
 * @property {number[]} resident bytes, four times a second; none where there is no /proc
 * @property {string} stderr
 */

/**
 * One run of k6 to its end.
 *
 * @param {string} k6 @param {string[]} words after `run` @param {number} withinS its patience, for it and the shell
 * @param {{ env?: Record<string, string>, before?: string[] }} [how] `before`: words that start it, such as taskset's
 * @returns {Promise<K6Ended>}
 */
export async function runK6(k6, words, withinS, { env = {}, before = [] } = {}) {
  const quiet = { K6_NO_USAGE_REPORT: 'true', K6_AUTO_EXTENSION_RESOLUTION: 'false', GONOGO_RUN_ID: 'bench' };
  const command = [...before, k6, 'run', '--quiet', '--no-color', ...words];
  const child = spawn('sh', ['-c', '"$@"; code=$?; times; exit $code', 'sh', ...command], {
    env: { ...process.env, ...quiet, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: withinS * 1000,
  });
  const said = { stdout: '', stderr: '' };
  for (const name of /** @type {const} */ (['stdout', 'stderr']))
    child[name].setEncoding('utf8').on('data', (/** @type {string} */ text) => (said[name] += text));
  /** @type {number[]} */
  const resident = [];
  const looks = setInterval(() => resident.push(...residentBelow(child.pid)), 250);
  const code = await new Promise((done, fail) => child.once('close', done).once('error', fail));
  clearInterval(looks);
  if (code !== 0) throw new Error(`k6 ${words.join(' ')} ended with ${code}: ${said.stderr.slice(-600)}`);
  return { cpuS: childrenSeconds(said.stdout), resident, stderr: said.stderr };
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
