// One side of a pair: `gonogo verify`, from its first process to its last.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { timings as timingsRecord } from '../../dist/records/timings.js';
import { sampledOf } from './process-watch.mjs';
import { run, soberEnvironment } from './processes.mjs';

/**
 * @typedef {{ wallMs: number, timings: import('../../dist/records/timings.js').Timings, sampled?: import('./process-watch.mjs').Sampled }} EngineRun
 *
 * @param {import('./order.mjs').Order} order @param {number} pair
 * @returns {Promise<EngineRun>}
 * @throws {Error} for anything but a GO
 */
export async function runEngine({ repository, folder, profile, stagingFile, release, plan }, pair) {
  const out = path.join(folder, `gonogo-${pair}`);
  const logFile = `${out}.log`;
  const words = ['verify', '--staging', stagingFile, '--release', release, '--profile', profile, '--out', out];
  const command = [process.execPath, 'bin/gonogo.mjs', ...words];
  const startedAt = performance.now();
  const { code, seen } = await run({ command, cwd: repository, env: soberEnvironment(), logFile, limitS: 3600 });
  const wallMs = performance.now() - startedAt;

  if (code !== 0)
    throw new Error(`gonogo ended with exit ${code}, not with a GO:\n${readFileSync(logFile, 'utf8').trim()}`);
  const verdict = JSON.parse(readFileSync(path.join(out, 'latest', 'verdict.json'), 'utf8'));
  if (verdict.verdict !== 'GO' || verdict.counts.planned !== plan.checks.length) {
    throw new Error(
      `gonogo said ${verdict.verdict} of ${verdict.counts.planned} checks; ${plan.checks.length} were planned`,
    );
  }
  const flaky = verdict.counts.flaky;
  if (flaky > 0)
    throw new Error(`${flaky} checks of gonogo's run were flaky: a retry is no work that the other side did too`);
  const timings = timingsRecord.parse(JSON.parse(readFileSync(path.join(out, 'latest', 'timings.json'), 'utf8')));
  const gathering = timings.steps.find(({ id }) => id.startsWith('gathering/'));
  const sampled = seen && gathering && sampledOf(seen, gathering.startMs);
  return { wallMs, timings, ...(sampled && { sampled }) };
}
