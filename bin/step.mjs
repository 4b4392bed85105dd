/** Runs one long command of the bootstrap: says what it does, how long it takes, keeps its output, ends it in time. */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Set-up failed: the message has the real cause, `logPath` the whole output. */
export class SetupError extends Error {
  /**
   * @param {string} message
   * @param {string} logPath
   */
  constructor(message, logPath) {
    super(message);
    this.name = 'SetupError';
    this.logPath = logPath;
  }
}

/** Progress belongs on stderr: stdout may be a machine's. @param {string} line */
export function say(line) {
  process.stderr.write(`gonogo: ${line}\n`);
}

/**
 * @param {{
 *   what: string, command: string[], cwd: string, logPath: string, limitMs: number,
 *   signal?: AbortSignal | undefined, onStart?: (pid: number | undefined) => void,
 * }} step
 */
export async function runStep({ what, command, cwd, logPath, limitMs, signal, onStart }) {
  const started = performance.now();
  const elapsed = () => `${Math.round((performance.now() - started) / 1000)} s`;
  say(`${what} …`);
  mkdirSync(dirname(logPath), { recursive: true });
  appendFileSync(logPath, `$ ${command.join(' ')}\n`);
  const heartbeat = setInterval(() => say(`${what} … ${elapsed()}`), 10_000);
  try {
    const { ending, tail } = await run({ command, cwd, logPath, limitMs, signal, onStart });
    if (ending !== 'exit 0') {
      throw new SetupError(`${what} failed (${command.slice(0, 2).join(' ')}: ${ending}): ${cause(tail)}`, logPath);
    }
    say(`${what}: done in ${elapsed()}`);
  } finally {
    clearInterval(heartbeat);
  }
}

/**
 * @param {{
 *   command: string[], cwd: string, logPath: string, limitMs: number,
 *   signal?: AbortSignal | undefined, onStart?: ((pid: number | undefined) => void) | undefined,
 * }} step
 * @returns {Promise<{ ending: string, tail: string }>}
 */
function run({ command, cwd, logPath, limitMs, signal, onStart }) {
  return new Promise((done, fail) => {
    const [file = '', ...words] = command;
    let tail = '';
    // A group of its own, so that an interrupted bootstrap takes npm's children with it.
    const child = spawn(file, words, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    onStart?.(child.pid);
    /** @type {string | undefined} */
    let ended;
    /** @type {NodeJS.Timeout | undefined} */
    let killer;
    const end = (/** @type {string} */ why) => {
      ended = why;
      kill(child.pid, 'SIGTERM');
      killer = setTimeout(() => kill(child.pid, 'SIGKILL'), 3000);
    };
    const onAbort = () => end('interrupted');
    const limit = setTimeout(() => end(`not done within ${Math.round(limitMs / 1000)} s`), limitMs);
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    const keep = (/** @type {Buffer} */ chunk) => {
      appendFileSync(logPath, chunk);
      tail = (tail + chunk.toString()).slice(-8000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const finish = () => {
      clearTimeout(limit);
      clearTimeout(killer);
      signal?.removeEventListener('abort', onAbort);
      onStart?.(undefined);
    };
    child.on('error', (error) => {
      finish();
      fail(new SetupError(`${file} could not be started: ${error.message}`, logPath));
    });
    child.on('close', (code, by) => {
      finish();
      // What it started and left behind goes too.
      if (ended !== undefined) kill(child.pid, 'SIGKILL');
      done({ ending: ended ?? (code === null ? `ended by ${by}` : `exit ${code}`), tail });
    });
  });
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
function kill(pid, signal) {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already.
  }
}

/** The lines that name the cause: npm's and tsc's errors if there are any, else the last ones. @param {string} output */
function cause(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/complete log of this run/.test(line));
  const errors = lines.filter((line) => /^npm (error|ERR!)|error TS\d+|Error:/.test(line));
  const telling = errors.length > 0 ? errors.slice(0, 8) : lines.slice(-8);
  return telling.length > 0 ? telling.join('\n') : 'it printed nothing';
}
