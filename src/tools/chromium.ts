import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from '../records/setup-error.js';
import { UsageError } from '../records/usage-error.js';
import { installSystemChromium } from './chromium-install.js';
import {
  chromiumsOnMachine,
  headlessShellsOnMachine,
  playwrightsHeadlessShells,
} from './playwright/machine-chromium.js';
import { ask } from './supervisor/ask.js';
import type { Supervisor } from './supervisor/index.js';

export interface Chromium {
  /** Executable. */
  path: string;
  /** As it says itself: `Chromium 138.0.7204.157`. */
  version: string;
  origin: 'configured' | 'playwright' | 'machine' | 'installed';
}

const folder = 'ms-playwright';

export interface FindChromium {
  supervisor: Pick<Supervisor, 'start'>;
  /** A path from the config; when given, no other is looked for. */
  configured: string | undefined;
  /** Does somebody want to see it: then a headless shell won't do, which is quicker and taken first otherwise. */
  headed: boolean;
  /** May packages be installed (`GONOGO_INSTALL=1`). */
  install: boolean;
  log: (line: string) => void;
}

/**
 * Finds a Chromium that runs: the configured one, Playwright's own, one on the machine, or (with `install`) the system
 * package manager's. Every candidate is started with `--version`: a file that does not run is not a browser.
 *
 * @throws {UsageError} when the configured one does not run
 * @throws {SetupError} when there is none, with the exact command that gets one
 */
export async function findChromium({ supervisor, configured, headed, install, log }: FindChromium): Promise<Chromium> {
  if (configured !== undefined) {
    const looked = await lookAt(supervisor, configured);
    if ('fault' in looked)
      throw new UsageError(`chromium: '${configured}' in staging.config.ts does not run: ${looked.fault}`);
    return { path: configured, version: looked.version, origin: 'configured' };
  }
  const broken: string[] = [];
  for (const { path, origin } of await candidates(headed)) {
    const looked = await lookAt(supervisor, path);
    if ('version' in looked) return { path, version: looked.version, origin };
    broken.push(`${path} is there but does not run: ${looked.fault}`);
  }
  if (install) {
    const failure = await installSystemChromium(supervisor, log);
    const [path] = onMachine(headed);
    const looked = path === undefined ? undefined : await lookAt(supervisor, path);
    if (path !== undefined && looked !== undefined && 'version' in looked)
      return { path, version: looked.version, origin: 'installed' };
    broken.push(failure ?? 'the package manager installed no Chromium that runs');
  }
  const command = 'npx playwright install --with-deps chromium';
  throw new SetupError(
    ['No Chromium was found.', ...broken, `Run: ${command} (or name one in staging.config.ts: chromium)`].join('\n'),
  );
}

async function candidates(headed: boolean): Promise<{ path: string; origin: Chromium['origin'] }[]> {
  const own = await playwrightsOwn();
  const playwrights = own === undefined ? [] : [...(headed ? [] : playwrightsHeadlessShells(own)), own];
  return [
    ...playwrights.filter(existsSync).map((path) => ({ path, origin: 'playwright' as const })),
    ...onMachine(headed).map((path) => ({ path, origin: 'machine' as const })),
  ];
}

function onMachine(headed: boolean): string[] {
  const shells = headed ? [] : headlessShellsOnMachine(process.env);
  return [...shells, ...chromiumsOnMachine(process.env)];
}

/**
 * Where Playwright keeps a Chromium of its own, which may not be there. Loaded when asked for: Playwright takes its
 * time, and a configured browser does without.
 */
async function playwrightsOwn(): Promise<string | undefined> {
  if (!hasPlaywrightBrowsers(process.env)) return undefined;
  try {
    const { chromium } = await import('@playwright/test');
    return chromium.executablePath();
  } catch {
    return undefined; // No build of it for this platform.
  }
}

/** Whether Playwright ever installed a browser where it keeps them (as its registry looks); in any doubt it is asked. */
function hasPlaywrightBrowsers(env: NodeJS.ProcessEnv): boolean {
  if (Object.keys(env).some((name) => /playwright_browsers_path$/i.test(name))) return true;
  if (process.platform === 'linux') return existsSync(join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), folder));
  return process.platform !== 'darwin' || existsSync(join(homedir(), 'Library', 'Caches', folder));
}

async function lookAt(
  supervisor: FindChromium['supervisor'],
  path: string,
): Promise<{ version: string } | { fault: string }> {
  const { code, stdout, stderr, ending } = await ask(supervisor, {
    ...{ name: 'versions', command: [path, '--version'], cwd: process.cwd(), limitMs: 20_000 },
  });
  if (code !== 0) return { fault: [ending, stderr.trim().slice(-300)].filter((part) => part !== '').join(': ') };
  const version = stdout.trim().split('\n').at(-1);
  return version !== undefined && /\d+\.\d+/.test(version) ? { version } : { fault: 'it does not say its version' };
}
