import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { installSystemChromium } from './chromium-install.js';

export interface Chromium {
  /** Executable. */
  path: string;
  /** As it says itself: `Chromium 138.0.7204.157`. */
  version: string;
  origin: 'configured' | 'playwright' | 'machine' | 'installed';
}

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const folder = 'ms-playwright';
const macApps = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Finds a Chromium that runs: the configured one, Playwright's own, one on the machine, or (with `install`) the system
 * package manager's. Every candidate is started with `--version`: a file that does not run is not a browser.
 *
 * @param options.configured path from the config; when given, no other is looked for
 * @param options.install may packages be installed (`GONOGO_INSTALL=1`)
 * @throws {Error} with the exact command that gets one
 */
export async function findChromium(options: {
  configured?: string | undefined;
  install: boolean;
  log: (line: string) => void;
}): Promise<Chromium> {
  const { configured, install, log } = options;
  if (configured !== undefined) {
    const version = await versionOf(configured);
    if (version instanceof Error)
      throw new Error(`chromium in the config: ${configured} does not run: ${version.message}`);
    return { path: configured, version, origin: 'configured' };
  }
  const broken: string[] = [];
  for (const { path, origin } of await candidates()) {
    const version = await versionOf(path);
    if (!(version instanceof Error)) return { path, version, origin };
    broken.push(`${path} is there but does not run: ${version.message}`);
  }
  if (install) {
    const failure = await installSystemChromium(log);
    const path = onPath(names)[0];
    const version = path === undefined ? undefined : await versionOf(path);
    if (path !== undefined && typeof version === 'string') return { path, version, origin: 'installed' };
    broken.push(failure ?? 'the package manager installed no Chromium that runs');
  }
  const command = 'npx playwright install --with-deps chromium';
  throw new Error(
    ['No Chromium was found.', ...broken, `Run: ${command} (or name one in staging.config.ts: chromium)`].join('\n'),
  );
}

async function candidates(): Promise<{ path: string; origin: Chromium['origin'] }[]> {
  const own = await playwrightsOwn();
  const machine = [...onPath(names), ...macApps.filter((path) => existsSync(path))];
  return [
    ...(own === undefined ? [] : [{ path: own, origin: 'playwright' as const }]),
    ...machine.map((path) => ({ path, origin: 'machine' as const })),
  ];
}

/** Loaded when asked for: Playwright takes its time, and a configured browser does without. */
async function playwrightsOwn(): Promise<string | undefined> {
  if (!hasPlaywrightBrowsers(process.env)) return undefined;
  try {
    const { chromium } = await import('@playwright/test');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
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

function onPath(wanted: readonly string[]): string[] {
  const dirs = (process.env['PATH'] ?? '').split(delimiter).filter((dir) => dir !== '');
  return wanted.flatMap((name) =>
    dirs
      .map((dir) => join(dir, name))
      .filter(isExecutable)
      .slice(0, 1),
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function versionOf(path: string): Promise<string | Error> {
  try {
    const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000, killSignal: 'SIGKILL' });
    const version = stdout.trim().split('\n').at(-1);
    return version !== undefined && /\d+\.\d+/.test(version) ? version : new Error('it does not say its version');
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
