// What both sides of a pair do: the plan of gonogo, and everything that its tools are told.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { allowedHosts } from '../../dist/plan/target.js';
import { readConfig } from '../../dist/plan/config.js';
import { readPolicy } from '../../dist/plan/policy.js';
import { childEnvironment } from '../../dist/stages/child-environment.js';
import { shareCores } from '../../dist/stages/cores.js';
import { withToolbox } from '../../dist/tools/toolbox.js';
import { soberEnvironment } from './processes.mjs';

/**
 * @typedef {{
 *   repository: string, folder: string, profile: string, stagingFile: string, release: string,
 *   staging: import('../../dist/records/staging.js').Staging,
 *   plan: import('../../dist/records/plan.js').Plan,
 *   k6: { path: string, version: string }, chromium: { path: string, version: string },
 *   testWorkers: number, attempts: number, egress: string[],
 * }} Order
 */

/**
 * Asks gonogo for its plan (which also sees to it that k6 is built) and finds the tools as gonogo does.
 *
 * @param {{ repository: string, folder: string, profile: string, staging: string }} given
 * @returns {Promise<Order>}
 */
export async function orderOf({ repository, folder, profile, staging: stagingFile }) {
  // A commit in the middle of the bench must not make staging another release than the one asked for.
  const release = git(repository, 'rev-parse', 'HEAD');
  const words = ['plan', '--json', '--profile', profile, '--staging', stagingFile, '--release', release];
  const options = { cwd: repository, env: soberEnvironment(), encoding: 'utf8', maxBuffer: 2 ** 26, timeout: 600_000 };
  const told = execFileSync(
    process.execPath,
    ['bin/gonogo.mjs', ...words],
    /** @type {const} */ ({ ...options, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  // `gonogo plan` shows the effective policy with it, which no plan of a run holds.
  const { policy: _shown, ...plan } = JSON.parse(String(told));
  const staging = JSON.parse(readFileSync(stagingFile, 'utf8'));
  const config = await readConfig(repository);
  const log = (/** @type {string} */ line) => console.error(`bench: ${line}`);
  const place = { config, projectDir: repository, packageDir: repository, headed: false, install: false, log };
  const tools = await withToolbox(place, async ({ k6, chromium }) => ({
    k6: await k6(),
    chromium: await chromium(),
  }));
  return {
    ...{ repository, folder, profile, stagingFile, release, staging, plan },
    ...tools,
    testWorkers: shareCores(false).testWorkers,
    attempts: readPolicy(repository).policy.attempts,
    egress: allowedHosts(config, staging),
  };
}

/**
 * The environment that gonogo gives to every tool, for a run of the bare tools.
 *
 * @param {Order} order @param {string} id
 */
export function toolEnvironment({ folder, profile, stagingFile, staging, chromium, attempts, egress }, id) {
  const dir = path.join(folder, id);
  const temp = path.join(dir, 'tmp');
  mkdirSync(temp, { recursive: true });
  const facts = {
    target: staging.target,
    profile,
    egress,
    userAgent: `bare-tools run/${id}`,
    chromium: chromium.path,
    attempts,
  };
  return childEnvironment(
    { id, dir, temp, stagingFile },
    /** @type {Parameters<typeof childEnvironment>[1]} */ (facts),
  );
}

/** @param {string} repository @param {string[]} words */
export function git(repository, ...words) {
  return execFileSync('git', words, { cwd: repository, encoding: 'utf8' }).trim();
}
