// The bench's own processes: each with a time limit, and none left when the bench ends.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { watchProcesses } from './process-watch.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const living = new Set();

/**
 * Runs one command to its end, and looks meanwhile who lives below it. Both sides of a pair are run by this, so that
 * looking burdens both alike.
 *
 * @param {{ command: string[], cwd: string, env: NodeJS.ProcessEnv, logFile: string, limitS: number }} step its stdout goes to `logFile`, its stderr to `logFile.err`
 * @returns {Promise<{ code: number | null, seen?: import('./process-watch.mjs').Seen[] }>} `code` is null after a signal
 */
export async function run({ command: [file = '', ...words], cwd, env, logFile, limitS }) {
  const stdout = openSync(logFile, 'w');
  const stderr = openSync(`${logFile}.err`, 'w');
  const child = start(file, words, { cwd, env, stdio: ['ignore', stdout, stderr] });
  closeSync(stdout);
  closeSync(stderr);
  const limit = setTimeout(() => child.kill('SIGINT'), limitS * 1000);
  const watch = child.pid === undefined ? undefined : watchProcesses(child.pid);
  let seen;
  let code;
  try {
    code = await new Promise((done, fail) => {
      child.once('exit', done);
      child.once('error', fail);
    });
  } finally {
    clearTimeout(limit);
    seen = watch?.end();
  }
  return { code, ...(seen && { seen }) };
}

/**
 * Starts the reference staging as `npm run staging` does, and leaves its record in a file.
 *
 * @param {string} repository @param {string} folder
 * @returns {Promise<string>} the record's file
 */
export async function startStaging(repository, folder) {
  const file = path.join(folder, 'staging.json');
  const errors = path.join(folder, 'staging.err');
  const stderr = openSync(errors, 'w');
  // A run's own: it keeps its record to itself instead of replacing that of a staging started by hand.
  const env = { ...soberEnvironment(), GONOGO_RUN_ID: `bench-${process.pid}` };
  const child = start(process.execPath, ['reference/start.mjs'], {
    cwd: repository,
    env,
    stdio: ['ignore', 'pipe', stderr],
  });
  closeSync(stderr);
  /** @type {NodeJS.Timeout | undefined} */
  let limit;
  let onEnd = () => {};
  const record = await new Promise((done, fail) => {
    let text = '';
    onEnd = () => fail(new Error(`the staging did not come up:\n${readFileSync(errors, 'utf8').slice(-2000)}`));
    limit = setTimeout(onEnd, 90_000);
    child.once('exit', onEnd);
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      const line = text.split('\n').find((each, at, all) => each.startsWith('{') && at < all.length - 1);
      if (line !== undefined) done(line);
    });
  }).finally(() => {
    // When it ends later, its files are gone.
    clearTimeout(limit);
    child.off('exit', onEnd);
  });
  writeFileSync(file, record);
  return file;
}

/** Ends what still runs: politely, and after 15 s for good. */
export async function endAll() {
  const left = [...living];
  const ended = Promise.all(left.map((child) => new Promise((done) => child.once('exit', done))));
  for (const child of left) child.kill('SIGINT');
  const harder = setTimeout(() => left.forEach((child) => child.kill('SIGKILL')), 15_000);
  await ended;
  clearTimeout(harder);
}

/** The caller's environment without what steers a run or a tool. */
export function soberEnvironment() {
  const steering =
    /^(CI|GITHUB_.*|GIT_COMMIT|BUILDKITE.*|CIRCLE_SHA1|CI_COMMIT_SHA|GONOGO_.*|PLAYWRIGHT_(?!BROWSERS_PATH$).*|K6_.*|NODE_OPTIONS|FORCE_COLOR)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !steering.test(name)));
}

/** @param {string} file @param {string[]} words @param {import('node:child_process').SpawnOptions} options */
function start(file, words, options) {
  const child = spawn(file, words, options);
  living.add(child);
  child.once('exit', () => living.delete(child));
  child.once('error', () => living.delete(child));
  return child;
}
