import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const limitMs = 10 * 60_000;

/**
 * Installs Debian's Chromium, where that is possible: as root, with apt-get (Ubuntu's own package is a snap stub, which
 * is found out when it does not run).
 * @returns why it was not possible; undefined when the package manager is content
 */
export async function installSystemChromium(log: (line: string) => void): Promise<string | undefined> {
  if (!existsSync('/usr/bin/apt-get')) return 'GONOGO_INSTALL=1 needs apt-get (Debian, Ubuntu), which is not here';
  if (process.getuid?.() !== 0) return 'GONOGO_INSTALL=1 needs root for apt-get; run: sudo apt-get install chromium';
  const update = await aptGet(['update'], 'reading package lists', log);
  if (update !== undefined) return update;
  return aptGet(
    ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation'],
    'installing Chromium',
    log,
  );
}

/** @returns the failure in words, with the last lines; undefined when it went well */
function aptGet(words: string[], what: string, log: (line: string) => void): Promise<string | undefined> {
  return new Promise((done) => {
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 1000);
    log(`${what} with apt-get …`);
    const child = spawn('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGTERM',
    });
    let tail = '';
    const keep = (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-2000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const heartbeat = setInterval(() => log(`${what} … ${seconds()} s`), 10_000);
    child.on('error', (error) => {
      clearInterval(heartbeat);
      done(`apt-get could not be started: ${error.message}`);
    });
    child.on('close', (code, signal) => {
      clearInterval(heartbeat);
      if (code === 0) return done(undefined);
      const ending = signal === null ? `exit ${code}` : `${signal} after ${seconds()} s`;
      done(`apt-get ${words[0]} failed (${ending}): ${tail.trim().split('\n').slice(-5).join('\n')}`);
    });
  });
}
