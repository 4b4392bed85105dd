import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { access, healthySite, startSite, type TestSite } from './site-server.test-data.js';

let folder: string;
let site: TestSite;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crawl-once-'));
  vi.stubEnv('GONOGO_RUN_DIR', undefined);
  vi.stubEnv('GONOGO_RUN_ID', undefined);
  site = await startSite(healthySite);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** As another worker would: with no memory of what this one did. */
async function inAWorker(retry = 0) {
  vi.resetModules();
  const { crawlOnce } = await import('./crawl-once.js');
  return crawlOnce({ retry, project: { outputDir: folder } }, { target: site.url, access, userAgent: 'gonogo tests' });
}

it('crawls once for all workers of a run, and again for a retry', async () => {
  const [first, second] = await Promise.all([inAWorker(), inAWorker()]);
  expect(second).toEqual(first);
  const home = () =>
    site.asked.filter(({ path, headers }) => path === '/assets/dot.png' && headers.authorization !== undefined);
  expect(home()).toHaveLength(1);
  expect(await inAWorker()).toEqual(first);
  expect(home()).toHaveLength(1);
  await inAWorker(1);
  expect(home()).toHaveLength(2);
  expect(readdirSync(folder).filter((name) => !/^crawl-[0-9a-f]{12}-\d+-[01]\.json$/.test(name))).toEqual([]);
});

it('goes on where a worker died in the middle of its crawl', async () => {
  await inAWorker();
  const [file = ''] = readdirSync(folder);
  rmSync(join(folder, file));
  // The largest process number there can be, and one more.
  writeFileSync(join(folder, `${file}.lock`), String(2 ** 22 + 1));
  await inAWorker();
  expect(existsSync(join(folder, file))).toBe(true);
  expect(existsSync(join(folder, `${file}.lock`))).toBe(false);
});

it('keeps no credentials in what it writes', async () => {
  await inAWorker();
  const { readFileSync } = await import('node:fs');
  const [file = ''] = readdirSync(folder);
  const text = readFileSync(join(folder, file), 'utf8');
  expect(text).toContain('/goods/30');
  for (const secret of [
    access.password,
    Buffer.from(`${access.username}:${access.password}`).toString('base64'),
    's3cret',
  ])
    expect(text).not.toContain(secret);
});
