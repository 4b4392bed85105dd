import { existsSync } from 'node:fs';
import { ask } from './supervisor/ask.js';
import type { Supervisor } from './supervisor/index.js';

const limitMs = 10 * 60_000;

/**
 * Installs Debian's Chromium, where that is possible: as root, with apt-get (Ubuntu's own package is a snap stub, which
 * is found out when it does not run).
 * @returns why it was not possible; undefined when the package manager is content
 */
export async function installSystemChromium(
  supervisor: Pick<Supervisor, 'start'>,
  log: (line: string) => void,
): Promise<string | undefined> {
  if (!existsSync('/usr/bin/apt-get')) return 'GONOGO_INSTALL=1 needs apt-get (Debian, Ubuntu), which is not here';
  if (process.getuid?.() !== 0) return 'GONOGO_INSTALL=1 needs root for apt-get; run: sudo apt-get install chromium';

  /** @returns the failure in words, with the last lines; undefined when it went well */
  const aptGet = async (words: [string, ...string[]], what: string): Promise<string | undefined> => {
    log(`${what} with apt-get …`);
    const { code, stdout, stderr, ending } = await ask(supervisor, {
      name: 'apt-get',
      command: ['apt-get', '-o', 'DPkg::Lock::Timeout=120', ...words],
      cwd: '/',
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      limitMs,
      heartbeat: (seconds) => log(`${what} … ${seconds} s`),
    });
    if (code === 0) return undefined;
    const lastWords = `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
    return `apt-get ${words[0]} failed (${ending}): ${lastWords}`;
  };

  const update = await aptGet(['update'], 'reading package lists');
  if (update !== undefined) return update;
  const install = (...more: string[]): Promise<string | undefined> =>
    aptGet(
      ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation', ...more],
      'installing Chromium',
    );
  // Not every release of Debian has the headless shell, and a Chromium with a window does as well.
  return (await install('chromium-headless-shell')) === undefined ? undefined : install();
}
