import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';

interface Staging {
  target: string;
  access: { username: string; password: string };
  thirdParties: Record<string, { url: string; health: string }>;
  database: string;
}

interface Running {
  child: ChildProcess;
  staging: Staging;
  /** All that it has said on stdout. */
  said: string[];
  folder: string;
}

const main = fileURLToPath(new URL('./dist/start.js', import.meta.url));
const begun: Running[] = [];

afterEach(async () => {
  for (const { child, folder } of begun.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(folder, { recursive: true, force: true });
  }
});

async function start(...words: string[]): Promise<Running> {
  if (!existsSync(main)) throw new Error(`${main} is missing: compile the reference first (npx tsc -p reference)`);
  const folder = mkdtempSync(join(tmpdir(), 'start-test-'));
  // With a run's id it leaves `.gonogo/staging.json` alone, which is a person's.
  const env = { ...process.env, GONOGO_RUN_ID: 'start-test', TMPDIR: folder };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => said.push(line));
  await Promise.race([once(lines, 'line'), once(lines, 'close')]);
  if (said[0] === undefined) throw new Error('the staging ended before it was up: its words are above');
  const running = { child, said, folder, staging: JSON.parse(said[0]) as Staging };
  begun.push(running);
  return running;
}

async function ask<T>({ target, access }: Staging, path: string): Promise<T> {
  const pass = Buffer.from(`${access.username}:${access.password}`).toString('base64');
  return (await (await fetch(target + path, { headers: { authorization: `Basic ${pass}` } })).json()) as T;
}

/** Every address that a staging listens on. */
function addresses({ target, thirdParties, database }: Staging): URL[] {
  return [target, database, ...Object.values(thirdParties).map(({ url }) => url)].map((url) => new URL(url));
}

function listens({ hostname, port }: URL): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(Number(port), hostname, () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

async function expectNothingLeft({ staging, folder }: Running): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(await Promise.all(addresses(staging).map(listens))).not.toContain(true);
      expect(readdirSync(folder)).toEqual([]);
    },
    { timeout: 10_000, interval: 100 },
  );
}

test('two stagings of two releases run side by side, each says one line, and both stop when asked', async () => {
  const both = await Promise.all([start(), start('--release', 'previous')]);
  const releases = await Promise.all(both.map(({ staging }) => ask<{ version: string }>(staging, '/release.json')));
  expect(releases.map(({ version }) => version)).toEqual(['2.0.0', '1.9.0']);
  for (const running of both) {
    expect(await Promise.all(addresses(running.staging).map(listens))).not.toContain(false);
    const replicas = [1, 2].map(() => ask<{ replica: string }>(running.staging, '/healthz'));
    expect(new Set((await Promise.all(replicas)).map(({ replica }) => replica))).toEqual(new Set(['1', '2']));
    const gone = once(running.child, 'exit');
    running.child.kill('SIGINT');
    expect(await gone).toEqual([0, null]);
    await expectNothingLeft(running);
    expect(running.said).toHaveLength(1);
  }
}, 90_000);

test('a staging that is killed leaves no process, no database and no folder', async () => {
  const running = await start();
  running.child.kill('SIGKILL');
  await expectNothingLeft(running);
}, 90_000);

test.each([
  ['--release', 'nix'],
  ['--break', 'nix'],
  ['--colour', 'blue'],
])('%s %s is refused before anything is started', async (...words) => {
  const folder = mkdtempSync(join(tmpdir(), 'start-test-'));
  const child = spawn(process.execPath, [main, ...words], { env: { ...process.env, TMPDIR: folder }, stdio: 'ignore' });
  expect(await once(child, 'exit')).toEqual([2, null]);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});
