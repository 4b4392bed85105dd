import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

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
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...(process.platform === 'darwin' ? macApplications : [])].filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
