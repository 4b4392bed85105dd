import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../records/setup-error.js';
import { ask } from '../supervisor/ask.js';
import type { Supervisor } from '../supervisor/index.js';
import type { Go } from '../toolchain.js';

// A cold module cache on a slow line; a warm build takes seconds.
const buildLimitMs = 15 * 60_000;

export interface K6Build {
  supervisor: Pick<Supervisor, 'start'>;
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
export async function buildK6({ supervisor, go, moduleDir, module, version, binary, log }: K6Build): Promise<void> {
  const draft = `${binary}.${process.pid}.tmp`;
  const startedAt = performance.now();
  log(`building k6 ${version} with gonogo's extension, once (about 1 to 3 minutes)`);
  try {
    await mkdir(path.dirname(binary), { recursive: true });
    const words = ['tool', 'xk6', 'build', version, '--with', `${module}=${moduleDir}`, '--output', draft];
    const { code, stdout, stderr, ending } = await ask(supervisor, {
      name: 'k6-build',
      command: [go.path, ...words],
      cwd: moduleDir,
      env: { ...onPath(go), ...go.env },
      limitMs: buildLimitMs,
      heartbeat: (seconds) => log(`still building k6, ${seconds} s`),
    });
    if (code !== 0) throw new Error(`go ${words.slice(0, 4).join(' ')} …: ${ending}. ${lastWords(stderr, stdout)}`);
    await rename(draft, binary);
    log(`built k6 in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(
      `k6 cannot be built: ${why}\nMend that and run again, or name a k6 in staging.config.ts (k6).`,
    );
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

/** xk6 calls `go` by its name. */
function onPath({ path: go }: Go): Record<string, string> {
  return path.isAbsolute(go) ? { PATH: `${path.dirname(go)}${path.delimiter}${process.env['PATH'] ?? ''}` } : {};
}

function lastWords(...outputs: string[]): string {
  const said = outputs.map((text) => text.trim()).find((text) => text !== '');
  return said === undefined ? 'It said nothing.' : `Its last words:\n${said.split('\n').slice(-8).join('\n')}`;
}
