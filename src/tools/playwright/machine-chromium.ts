import { accessSync, constants, readdirSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

// Chromium without windows: what Playwright's own installation launches too where nobody looks on. A journey takes two
// thirds of the time in it that it takes in a whole browser that hides its window.
const shells = ['chromium-headless-shell', 'chrome-headless-shell'];
const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const macApplications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser to launch: `GONOGO_CHROMIUM`, or, when Playwright's own (`ownPath`) isn't installed, a Chromium or Chrome
 * on the machine. `undefined` leaves it to Playwright, whose error names the command that installs one.
 */
export function chromiumToLaunch(env: NodeJS.ProcessEnv, ownPath: string): string | undefined {
  if (env['GONOGO_CHROMIUM'] !== undefined) return env['GONOGO_CHROMIUM'];
  if (isExecutable(ownPath)) return undefined;
  return chromiumsOnMachine(env)[0];
}

/** Every Chromium and Chrome on the machine, the likeliest first. That a file can be executed does not say that it runs. */
export function chromiumsOnMachine(env: NodeJS.ProcessEnv): string[] {
  return [...onPath(names, env), ...(process.platform === 'darwin' ? macApplications : [])].filter(isExecutable);
}

/** Every headless shell on the machine, the likeliest first: no good where somebody wants to see a window. */
export function headlessShellsOnMachine(env: NodeJS.ProcessEnv): string[] {
  return onPath(shells, env).filter(isExecutable);
}

/** The headless shells that Playwright installed with its own Chromium (`ownPath`, which may be missing). */
export function playwrightsHeadlessShells(ownPath: string): string[] {
  // …/chromium-1234/chrome-linux64/chrome has …/chromium_headless_shell-1234/<platform>/<shell> beside it.
  const installed = dirname(dirname(ownPath));
  const beside = join(dirname(installed), basename(installed).replace(/^chromium-/, 'chromium_headless_shell-'));
  return beside === installed
    ? []
    : foldersIn(beside).flatMap((folder) =>
        ['chrome-headless-shell', 'headless_shell'].map((name) => join(folder, name)).filter(isExecutable),
      );
}

function onPath(wanted: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return wanted.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return []; // Not installed.
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
