import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The browser to launch: `GONOGO_CHROMIUM`, or, when Playwright's own (`ownPath`) isn't installed, a Chromium or Chrome
 * on the machine. `undefined` leaves it to Playwright, whose error names the command that installs one.
 */
export function chromiumToLaunch(env: NodeJS.ProcessEnv, ownPath: string): string | undefined {
  if (env['GONOGO_CHROMIUM'] !== undefined) return env['GONOGO_CHROMIUM'];
  if (isExecutable(ownPath)) return undefined;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...(process.platform === 'darwin' ? macApplications : [])].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
