import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../../records/setup-error.js';
import { UsageError } from '../../records/usage-error.js';
import { ask } from '../supervisor/ask.js';
import type { Supervisor } from '../supervisor/index.js';
import type { Go } from '../toolchain.js';
import { buildK6 } from './build.js';

export interface FindK6 {
  supervisor: Pick<Supervisor, 'start'>;
  /** `k6` of staging.config.ts. */
  configured: string | undefined;
  /** `.gonogo/cache`. */
  cacheDir: string;
  /** gonogo's own folder, which holds load/xk6. */
  packageDir: string;
  log: (line: string) => void;
  /** The Go to build with; asked for only when there is something to build. */
  go: () => Promise<Go>;
}

export interface K6 {
  path: string;
  version: string;
}

/**
 * A k6 that has gonogo's extension: the configured one, the cached build of exactly these sources, or a new build.
 * @throws UsageError when the configured one is not there or lacks the extension; SetupError when the build fails.
 */
export async function findK6(options: FindK6): Promise<K6> {
  const { supervisor, configured, cacheDir, packageDir, log, go } = options;
  if (configured !== undefined) return configuredK6(supervisor, configured);
  const moduleDir = path.join(packageDir, 'load', 'xk6');
  const { module, version } = readGoMod(moduleDir);
  const binary = path.join(cacheDir, `k6-${digestOf(moduleDir)}`, 'k6');
  if (!existsSync(binary)) await buildK6({ supervisor, go: await go(), moduleDir, module, version, binary, log });
  const built = await lookAt(supervisor, binary);
  if (!built.hasExtension)
    throw new SetupError(`${binary} lacks gonogo's extension. Remove that folder and run again.`);
  return { path: binary, version: built.version };
}

async function configuredK6(supervisor: FindK6['supervisor'], configured: string): Promise<K6> {
  const seen = await lookAt(supervisor, configured).catch((error: unknown) => {
    throw new UsageError(
      `k6: '${configured}' in staging.config.ts does not run: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  if (!seen.hasExtension) {
    throw new UsageError(
      `k6: '${configured}' in staging.config.ts (${seen.version}) lacks gonogo's extension, so it leaves no evidence. ` +
        `Build it with xk6 and load/xk6, or leave "k6" out: gonogo then builds its own.`,
    );
  }
  return { path: configured, version: seen.version };
}

async function lookAt(
  supervisor: FindK6['supervisor'],
  binary: string,
): Promise<{ version: string; hasExtension: boolean }> {
  const command: [string, string] = [binary, 'version'];
  const { code, stdout, stderr, ending } = await ask(supervisor, {
    ...{ name: 'versions', command, cwd: process.cwd(), limitMs: 20_000 },
  });
  if (code !== 0) throw new SetupError(`${command.join(' ')}: ${ending}. ${stderr.trim().slice(-300)}`.trim());
  const version = /^k6(?:\.exe)? v?(\S+)/.exec(stdout)?.[1];
  if (version === undefined) throw new SetupError(`${binary} version says "${stdout.trim().slice(0, 100)}": not a k6.`);
  return { version, hasExtension: /^\s.*\bevidence \[output\]/m.test(stdout) };
}

/** One place says which k6 is built: the extension's go.mod. */
function readGoMod(moduleDir: string): { module: string; version: string } {
  const file = path.join(moduleDir, 'go.mod');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const module = /^module (\S+)$/m.exec(text)?.[1];
  const version = /\bgo\.k6\.io\/k6\/v2 (v\S+)/.exec(text)?.[1];
  if (module === undefined || version === undefined)
    throw new SetupError(`${file} is not there, or names no module or no go.k6.io/k6/v2: install gonogo again.`);
  return { module, version };
}

/** Everything that the binary is made of. Tests are not. */
function digestOf(moduleDir: string): string {
  const hash = createHash('sha256').update(`${process.platform}/${process.arch}\n`);
  const sources = readdirSync(moduleDir).filter(
    (name) => /^go\.(mod|sum)$|\.go$/.test(name) && !name.endsWith('_test.go'),
  );
  for (const name of sources.toSorted()) hash.update(`${name}\n`).update(readFileSync(path.join(moduleDir, name)));
  return hash.digest('hex').slice(0, 16);
}
