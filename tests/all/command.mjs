import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const running = new Set();

/**
 * Runs a command in a process group of its own, so that a time limit ends all of it.
 *
 * @param {{ command: string, args: string[], cwd: string, env?: Record<string, string>, limitMs: number, logFile: string }} order
 * @returns {Promise<{ exitCode: number | null, output: string, timedOut: boolean, durationMs: number }>} `exitCode` is
 * null when a signal ended it or it could not be started; `output` then says why.
 */
export async function runCommand({ command, args, cwd, env, limitMs, logFile }) {
  const startedAt = performance.now();
  const log = createWriteStream(logFile, { flags: 'a' });
  log.write(`$ ${[command, ...args].join(' ')}\n`);
  const child = spawn(command, args, {
    cwd,
    // Logs are read without a terminal.
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  running.add(child);
  let output = '';
  let timedOut = false;
  const keep = (/** @type {Buffer} */ chunk) => {
    output += chunk.toString();
    log.write(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const limit = setTimeout(() => {
    timedOut = true;
    end(child);
  }, limitMs);
  const exitCode = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${command} could not be started: ${error.message}\n`;
      resolve(null);
    });
    child.on('close', (code) => resolve(code));
  });
  clearTimeout(limit);
  running.delete(child);
  // What a command left running would hold ports and files that the next one needs.
  end(child);
  if (timedOut) output += `\nEnded after its time limit of ${Math.round(limitMs / 1000)} s.\n`;
  log.end(timedOut ? `\nEnded after its time limit of ${Math.round(limitMs / 1000)} s.\n` : '\n');
  await finished(log);
  return { exitCode, output, timedOut, durationMs: performance.now() - startedAt };
}

/** Ends every command that still runs. */
export function endAll() {
  for (const child of running) end(child);
}

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}
