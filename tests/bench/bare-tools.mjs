// The other side of a pair: the same order by the tools alone, as a shell script would run them.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readSaturation } from '../../dist/tools/autocannon/definition.js';
import { k6Environment } from '../../dist/tools/k6/command.js';
import { toolEnvironment } from './order.mjs';
import { processorMs } from './process-watch.mjs';
import { run, soberEnvironment } from './processes.mjs';

/**
 * @typedef {import('./order.mjs').Order} Order
 * @typedef {Order['plan']['gatherings'][number]} Gathering
 * @typedef {{ wallMs: number, counted: string, sampledMs?: number }} BareRun `sampledMs`: the tools' processor time as the bench saw it
 * @typedef {{ command: string[], env: Record<string, string>, count: () => string }} Step `count` throws when the work was not done
 */

/**
 * @param {Order} order @param {number} pair
 * @returns {Promise<BareRun>}
 * @throws {Error} when a tool fails, or did not do what was planned
 */
export async function runBareTools(order, pair) {
  const { repository, folder } = order;
  const id = `bare-${pair}`;
  const env = toolEnvironment(order, id);
  // A check that looks back on its run finds there when that began.
  const plan = { ...order.plan, runId: id, createdAt: new Date().toISOString() };
  writeFileSync(path.join(folder, id, 'plan.json'), JSON.stringify(plan));
  const steps = [];
  for (const gathering of order.plan.gatherings) {
    steps.push({ gathering, step: await stepFor(gathering, order, env, path.join(folder, id, gathering.id)) });
  }
  const ended = [];
  const startedAt = performance.now();
  for (const { gathering, step } of steps) {
    const logFile = path.join(folder, id, `${gathering.id}.log`);
    const command = { command: step.command, cwd: repository, env: { ...soberEnvironment(), ...env, ...step.env } };
    ended.push(await run({ ...command, logFile, limitS: gathering.estimatedSeconds * 3 + 120 }));
  }
  const wallMs = performance.now() - startedAt;

  const counted = steps.map(({ gathering, step }, at) => {
    const log = path.join(folder, id, `${gathering.id}.log`);
    if (ended[at]?.code !== 0)
      throw new Error(
        `bare ${gathering.id}: exit ${ended[at]?.code}\n${readFileSync(`${log}.err`, 'utf8').slice(-2000)}`,
      );
    return `${gathering.id} ${step.count()}`;
  });
  const seen = ended.map((one) => one.seen && processorMs(one.seen));
  const isWhole = seen.every((ms) => ms !== undefined);
  return {
    wallMs,
    counted: counted.join(', '),
    ...(isWhole && { sampledMs: seen.reduce((sum, ms) => sum + ms, 0) }),
  };
}

/**
 * @param {Gathering} gathering @param {Order} order @param {Record<string, string>} env @param {string} out beginning of the names of its files
 * @returns {Step | Promise<Step>}
 */
function stepFor(gathering, order, env, out) {
  if (gathering.tool === 'playwright') return playwright(gathering, order, out);
  return gathering.tool === 'k6' ? k6(gathering, order, env, out) : autocannon(gathering, order, out);
}

/** @param {Gathering} gathering @param {Order} order @param {string} out @returns {Step} */
function playwright(gathering, { repository, plan, testWorkers }, out) {
  const planned = plan.checks.filter(({ id }) => gathering.checks.includes(id));
  const tests = planned.flatMap(({ source }) => (source.kind === 'test' ? [source] : []));
  const projects = [...new Set(tests.map(({ project }) => project))];
  const cli = path.join(repository, 'node_modules', '@playwright', 'test', 'cli.js');
  const workers = gathering.id === 'speed' ? 1 : testWorkers;
  return {
    command: [process.execPath, cli, 'test', ...projects.map((name) => `--project=${name}`), '--reporter=json'],
    env: {
      GONOGO_GATHERING: gathering.id,
      GONOGO_WORKERS: String(workers),
      // Whoever runs Playwright again finds the suites compiled; in a new temporary folder nothing would be.
      PLAYWRIGHT_TRANSFORM_CACHE_DIR: path.join(repository, '.gonogo', 'cache', 'playwright'),
      PLAYWRIGHT_JSON_OUTPUT_FILE: `${out}.json`,
      FORCE_COLOR: '0',
    },
    count() {
      const { stats } = JSON.parse(readFileSync(`${out}.json`, 'utf8'));
      const { expected, unexpected, flaky, skipped } = stats;
      if (expected !== tests.length || unexpected + flaky + skipped > 0) {
        const seen = `${expected} passed, ${unexpected} failed, ${flaky} flaky, ${skipped} skipped`;
        throw new Error(`bare ${gathering.id}: ${seen}; ${tests.length} tests were planned`);
      }
      return `${expected} tests`;
    },
  };
}

/** @param {Gathering} gathering @param {Order} order @param {Record<string, string>} env @param {string} out @returns {Step} */
function k6(gathering, { k6: { path: binary } }, env, out) {
  const parameters = Object.entries(env).flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  const outputs = ['--out', `json=${out}.ndjson`, '--summary-export', `${out}.json`];
  return {
    command: [binary, 'run', '--quiet', '--no-color', ...outputs, ...parameters, ...gathering.files],
    env: k6Environment,
    count() {
      const { iterations, checks } = JSON.parse(readFileSync(`${out}.json`, 'utf8')).metrics;
      // The first and the last arrival fall on the edges of a scenario's time.
      const isAll = iterations.count >= gathering.estimatedRequests * 0.99;
      if (!isAll || checks.passes === 0) {
        throw new Error(
          `bare ${gathering.id}: ${iterations.count} iterations, ${gathering.estimatedRequests} were planned`,
        );
      }
      return `${iterations.count} iterations`;
    },
  };
}

/** @param {Gathering} gathering @param {Order} order @param {string} out @returns {Promise<Step>} */
async function autocannon(gathering, { repository, folder, profile, staging }, out) {
  const [script = ''] = gathering.files;
  const { saturation } = await readSaturation(repository, script);
  const seconds = saturation.seconds[/** @type {'smoke' | 'standard' | 'full'} */ (profile)];
  const { access } = staging;
  const credentials =
    access === undefined ? [] : [`authorization: Basic ${btoa(`${access.username}:${access.password}`)}`];
  const headers = [
    ...credentials,
    ...Object.entries(saturation.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ];
  const cli = path.join(repository, 'node_modules', 'autocannon', 'autocannon.js');
  const words = [
    '--json',
    '--no-progress',
    '--connections',
    `${saturation.connections}`,
    '--duration',
    `${seconds}`,
    '--method',
    saturation.method,
  ];
  const body = saturation.body === undefined ? [] : ['--body', saturation.body];
  const url = new URL(saturation.path, staging.target).href;
  return {
    command: [process.execPath, cli, ...words, ...headers.flatMap((header) => ['--headers', header]), ...body, url],
    env: {},
    count() {
      const result = JSON.parse(readFileSync(`${out}.log`, 'utf8'));
      const bad = result.errors + result.timeouts + result.mismatches + result.non2xx;
      if (bad > 0 || !(result['2xx'] > 0))
        throw new Error(`bare ${gathering.id}: ${result['2xx']} good answers, ${bad} bad ones`);
      return `${result['2xx']} requests`;
    },
  };
}
