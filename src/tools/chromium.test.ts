import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findChromium } from './chromium.js';
import { playwrightsHeadlessShells } from './playwright/machine-chromium.js';
import { startSupervisor, type Supervisor } from './supervisor/index.js';

let dir: string;
const log = () => undefined;
let supervisor: Supervisor;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'gonogo-chromium-'));
  const place = { runId: basename(dir), runDir: dir, tempDir: join(dir, 'tmp') };
  supervisor = await startSupervisor({ ...place, env: { PATH: String(process.env['PATH']) }, secrets: [] });
});
afterEach(async () => {
  await supervisor.close();
  vi.unstubAllEnvs();
  rmSync(dir, { recursive: true, force: true });
});

function browser(name: string, program: string): string {
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${program}\n`);
  chmodSync(path, 0o755);
  return path;
}
/** Where Playwright's own browser is installed, it is found first, as it should be. */
const machine = test.skipIf(existsSync(chromium.executablePath()));

test('takes the configured one, having run it', async () => {
  const configured = browser('mine', 'echo "Chromium 1.2.3.4"');
  expect(await findChromium({ supervisor, configured, headed: false, install: false, log })).toEqual({
    path: configured,
    version: 'Chromium 1.2.3.4',
    origin: 'configured',
  });
});

test.each([
  ['is not there', () => join(dir, 'none')],
  ['does not run', () => browser('broken', 'exit 1')],
  ['says no version', () => browser('mute', 'echo hello')],
])('looks no further when the configured one %s', async (_name, make) => {
  await expect(
    findChromium({ supervisor, configured: make(), headed: false, install: false, log }),
  ).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(/^chromium: '.*' in staging\.config\.ts does not run: ./),
  });
});

machine('passes over a browser on the machine that does not run', async () => {
  browser('chromium', 'echo "Command not found: install the snap" >&2; exit 1');
  const path = browser('google-chrome', 'echo "Google Chrome 138.0.1"');
  vi.stubEnv('PATH', [dir, '/nowhere'].join(delimiter));
  expect(await findChromium({ supervisor, configured: undefined, headed: false, install: false, log })).toEqual({
    path,
    version: 'Google Chrome 138.0.1',
    origin: 'machine',
  });
});

machine.each([
  ['a headless shell first', false, 'chromium-headless-shell'],
  ['a browser with a window for who wants to see it', true, 'chromium'],
])('takes %s', async (_what, headed, taken) => {
  for (const name of ['chromium', 'chromium-headless-shell']) browser(name, 'echo "Chromium 1.2.3.4"');
  vi.stubEnv('PATH', [dir, '/nowhere'].join(delimiter));
  const found = await findChromium({ supervisor, configured: undefined, headed, install: false, log });
  expect(found.path).toBe(join(dir, taken));
});

test('a headless shell of Playwright’s own is the one of the same installation, whatever the platform calls it', () => {
  for (const folder of ['chromium_headless_shell-1234/linux-x64', 'chromium_headless_shell-1233/linux-x64'])
    mkdirSync(join(dir, folder), { recursive: true });
  const shell = browser('chromium_headless_shell-1234/linux-x64/chrome-headless-shell', 'true');
  browser('chromium_headless_shell-1233/linux-x64/chrome-headless-shell', 'true');
  expect(playwrightsHeadlessShells(join(dir, 'chromium-1234', 'chrome-linux64', 'chrome'))).toEqual([shell]);
  expect(playwrightsHeadlessShells(join(dir, 'chromium-1235', 'chrome-linux64', 'chrome'))).toEqual([]);
  expect(playwrightsHeadlessShells(join(dir, 'elsewhere', 'bin', 'chrome'))).toEqual([]);
});

machine('says the exact command when there is none, and why what is there was not taken', async () => {
  browser('chromium', 'exit 1');
  vi.stubEnv('PATH', dir);
  const failure = findChromium({ supervisor, configured: undefined, headed: false, install: false, log });
  await expect(failure).rejects.toMatchObject({ name: 'SetupError' });
  await expect(failure).rejects.toThrow('npx playwright install --with-deps chromium');
  await expect(failure).rejects.toThrow(`${join(dir, 'chromium')} is there but does not run`);
});
