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
  /** False: k6 as it comes, which leaves less evidence (`stockK6Lacks`). */
  hasExtension: boolean;
}

// stock/stream.ts reads what k6 v2 prints; earlier ones have other options as well.
const firstStockMajor = 2;

/** Which k6 a run was measured with: figures of one with and one without the extension are not compared. */
export function k6InWords({ version, hasExtension }: K6): string {
  return hasExtension ? version : `${version} without gonogo's extension`;
}

const lacksOfStock =
  "without gonogo's extension: its evidence lacks how late k6 itself was (only signs of it are seen from outside), " +
  'its processor time and memory, its options and marks. Dropped load then proves no limit on a duration exceeded';

/**
 * The k6 of a run: the configured one, with gonogo's extension or without; else one that has it, the cached build of
 * exactly these sources or a new one.
 * @throws UsageError when the configured one is not there or too old; SetupError when the build fails.
 */
export async function findK6(options: FindK6): Promise<K6> {
  const { supervisor, configured, cacheDir, packageDir, log, go } = options;
  if (configured !== undefined) {
    const found = await configuredK6(supervisor, configured);
    if (!found.hasExtension) log(`k6 ${found.version} is ${lacksOfStock}`);
    return found;
  }
  const moduleDir = path.join(packageDir, 'load', 'xk6');
  const { module, version } = readGoMod(moduleDir);
  const binary = path.join(cacheDir, `k6-${digestOf(moduleDir)}`, 'k6');
  if (!existsSync(binary)) await buildK6({ supervisor, go: await go(), moduleDir, module, version, binary, log });
  const built = await lookAt(supervisor, binary);
  if (!built.hasExtension)
    throw new SetupError(`${binary} lacks gonogo's extension. Remove that folder and run again.`);
  return { path: binary, ...built };
}

async function configuredK6(supervisor: FindK6['supervisor'], configured: string): Promise<K6> {
  const seen = await lookAt(supervisor, configured).catch((error: unknown) => {
    throw new UsageError(
      `k6: '${configured}' in staging.config.ts does not run: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  if (!seen.hasExtension && !(Number.parseInt(seen.version, 10) >= firstStockMajor)) {
    throw new UsageError(
      `k6: '${configured}' in staging.config.ts (${seen.version}) has neither gonogo's extension nor the samples that gonogo ` +
        `can read: without the extension it takes k6 ${firstStockMajor} or later. Or leave "k6" out: gonogo then builds its own.`,
    );
  }
  return { path: configured, ...seen };
}

async function lookAt(supervisor: FindK6['supervisor'], binary: string): Promise<Omit<K6, 'path'>> {
  const command: [string, string] = [binary, 'version'];
  const { code, stdout, stderr, ending } = await ask(supervisor, {
    ...{ name: 'versions', command, cwd: process.cwd(), limitMs: 20_000 },
  });
  if (code !== 0) throw new SetupError(`${command.join(' ')}: ${ending}. ${stderr.trim().slice(-300)}`.trim());
  const [, name, version] = /^(\S+?)(?:\.exe)? v?(\d\S*)/.exec(stdout) ?? [];
  // k6 calls itself by the name of its file, a script that runs one says its name.
  const isK6 = name === 'k6' || name === path.parse(binary).name || name === path.basename(binary);
  if (version === undefined || !isK6)
    throw new SetupError(`${binary} version says "${stdout.trim().slice(0, 100)}": not a k6.`);
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
