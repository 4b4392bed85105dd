import { spawn } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../records/setup-error.js';
import type { Go } from '../toolchain.js';

// A cold module cache on a slow line; a warm build takes seconds.
const buildTimeoutMs = 15 * 60_000;
const heartbeatMs = 15_000;

export interface K6Build {
  go: Go;
  /** The extension's folder, a Go module whose go.mod names xk6 as a tool. */
  moduleDir: string;
  module: string;
  version: string;
  binary: string;
  log: (line: string) => void;
}

/**
 * Builds k6 with gonogo's extension and puts the whole binary in place at once: a build that was cut short leaves none.
 * @throws SetupError with the end of xk6's output.
 */
export async function buildK6({ go, moduleDir, module, version, binary, log }: K6Build): Promise<void> {
  await mkdir(path.dirname(binary), { recursive: true });
  const draft = `${binary}.${process.pid}.tmp`;
  const startedAt = performance.now();
  const elapsed = (): string => `${Math.round((performance.now() - startedAt) / 1000)} s`;
  log(`building k6 ${version} with gonogo's extension, once (about 1 to 3 minutes)`);
  const heartbeat = setInterval(() => log(`still building k6, ${elapsed()}`), heartbeatMs);
  try {
    const args = ['tool', 'xk6', 'build', version, '--with', `${module}=${moduleDir}`, '--output', draft];
    await run(go, args, moduleDir);
    await rename(draft, binary);
    log(`built k6 in ${elapsed()}`);
  } finally {
    clearInterval(heartbeat);
    await rm(draft, { force: true });
  }
}

function run(go: Go, args: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(go.path, args, {
      cwd,
      env: { ...process.env, PATH: `${path.dirname(go.path)}${path.delimiter}${process.env['PATH'] ?? ''}`, ...go.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: buildTimeoutMs,
      killSignal: 'SIGINT',
    });
    let tail = '';
    const keep = (chunk: Buffer): void => void (tail = (tail + chunk.toString()).slice(-4000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => reject(new SetupError(`k6 cannot be built: ${go.path}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      const how =
        signal === null ? `exit code ${code}` : `ended by ${signal} (limit ${buildTimeoutMs / 60_000} minutes)`;
      reject(
        new SetupError(
          `k6 cannot be built: go ${args.slice(0, 4).join(' ')} …: ${how}. Its last words:\n${lastLines(tail)}`,
        ),
      );
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-8).join('\n');
}
