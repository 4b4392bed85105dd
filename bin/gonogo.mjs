#!/usr/bin/env node
/**
 * gonogo's first step: plain Node, nothing installed. A `verify` leaves an INCONCLUSIVE verdict before anything else
 * can fail; then the checkout installs and compiles itself, and the engine takes over.
 */
import { writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterDisplacing, openRun, outFolder, withEarlierRun, writeVerdict } from './first-verdict.mjs';

const packageDir = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const projectDir = process.cwd();
let argv = process.argv.slice(2);
const exits = { usage: 2, inconclusive: 3, defect: 70, SIGINT: 130, SIGTERM: 143 };

/** @type {import('./first-verdict.mjs').Run | undefined} */
let run;
let settled = false;
const interrupted = new AbortController();

// Every end that nobody thought of, an event loop that runs dry among them, is a defect and never Node's own 1.
process.exitCode = exits.defect;
process.on('exit', () => {
  if (!settled) leave('defect', 'gonogo ended without saying a verdict.', exits.defect);
});
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => onSignal(signal));

start().catch(crash);

async function start() {
  if (process.platform === 'win32') {
    return leave(
      'configuration',
      'gonogo does not run on Windows itself: run it inside WSL2 (https://aka.ms/wsl).',
      exits.usage,
    );
  }
  if (isRun()) {
    const out = outFolder(argv, projectDir);
    argv = withEarlierRun(argv, projectDir);
    try {
      run = openRun({ out, projectDir, packageDir, now: new Date() });
      argv = afterDisplacing(argv, run.displaced);
    } catch (error) {
      return leave('configuration', `The report folder ${out} cannot be used: ${messageOf(error)}`, exits.usage);
    }
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    return leave('configuration', `gonogo needs Node 20.19 or newer; this is ${process.version}.`, exits.usage);
  }
  const logPath =
    run === undefined ? join(packageDir, '.gonogo', 'cache', 'bootstrap.log') : join(run.dir, 'logs', 'bootstrap.log');
  let main;
  try {
    const { ensureBuilt, ensureInstalled, isCheckout } = await import('./install.mjs');
    if (isCheckout(packageDir)) {
      const place = { packageDir, logPath, signal: interrupted.signal };
      await ensureInstalled(place);
      await ensureBuilt(place);
    }
    ({ main } = await import(pathToFileURL(join(packageDir, 'dist', 'cli.js')).href));
  } catch (error) {
    if (interrupted.signal.aborted) return;
    const hasLog = error instanceof Error && 'logPath' in error;
    return leave(
      'setup-failed',
      `Set-up failed: ${messageOf(error)}`,
      exits.inconclusive,
      hasLog ? logPath : undefined,
    );
  }
  if (interrupted.signal.aborted) return;
  const code = await main({ argv, run: run && { id: run.id, dir: run.dir }, projectDir, packageDir });
  if (!Number.isInteger(code)) throw new Error(`the engine returned ${String(code)} instead of an exit code`);
  // An error that nobody caught while the engine went on has had its say.
  if (settled) return;
  settled = true;
  process.exitCode = code;
  // What an ended run left under way (a build that nobody waits for any more) does not keep it.
  endSoon(code, 5000);
}

/** `verify --help` is a question, not a run. */
function isRun() {
  return argv.find((word) => word !== '--') === 'verify' && !(argv.length === 2 && /^(-h|--help)$/.test(argv[1] ?? ''));
}

/**
 * Says one clear sentence, leaves it as the verdict, and lets Node end by itself so that nothing printed is lost.
 * @param {import('./first-verdict.mjs').FirstReason} reasonCode
 * @param {string} message
 * @param {number} exitCode
 * @param {string} [logPath]
 */
function leave(reasonCode, message, exitCode, logPath) {
  if (settled) return;
  settled = true;
  process.exitCode = exitCode;
  writeSync(2, `gonogo: ${message}\n${logPath === undefined ? '' : `gonogo: its whole output is in ${logPath}\n`}`);
  if (run === undefined) return;
  writeVerdict(run, { reasonCode, message, exitCode }, { projectDir, packageDir });
  writeSync(2, `gonogo: INCONCLUSIVE, see ${join(run.dir, 'verdict.json')}\n`);
}

/** @param {'SIGINT' | 'SIGTERM'} signal */
function onSignal(signal) {
  // The engine listens as well once it has begun, and ends the run in its own way.
  if (process.listenerCount(signal) > 1) return;
  leave('interrupted', `Interrupted by ${signal}.`, exits[signal]);
  interrupted.abort();
  endSoon(exits[signal], 6000);
}

/** @param {unknown} error */
function crash(error) {
  if (settled) return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  leave('defect', `A defect of gonogo itself, please report it: ${text}`, exits.defect);
  // At once: an engine that lives on would write its own verdict over this one. The supervisor ends its children.
  process.exit(exits.defect);
}

/**
 * What still keeps the event loop alive (a child being stopped, a pipe being drained) gets a moment, not for ever.
 * @param {number} code
 * @param {number} limitMs
 */
function endSoon(code, limitMs) {
  setTimeout(() => process.exit(code), limitMs).unref();
}

/** @param {NodeJS.ErrnoException} error */
function ignoreClosedPipe(error) {
  if (error.code !== 'EPIPE') crash(error);
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
