import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { endAll, startStaging } from './processes.mjs';

/** A repository whose staging is this script. */
function repositoryOf(script: string): string {
  const repository = mkdtempSync(path.join(tmpdir(), 'gonogo-bench-staging-'));
  onTestFinished(() => rmSync(repository, { recursive: true, force: true }));
  mkdirSync(path.join(repository, 'reference'));
  writeFileSync(path.join(repository, 'reference', 'start.mjs'), script);
  return repository;
}

test('a staging that ends at the bench’s end is no error, even when its files are gone', async () => {
  const repository = repositoryOf('console.log(JSON.stringify({ target: "x" })); setInterval(() => {}, 1000);');
  const folder = path.join(repository, 'out');
  mkdirSync(folder);
  expect(readFileSync(await startStaging(repository, folder), 'utf8')).toBe('{"target":"x"}');
  rmSync(folder, { recursive: true });
  await endAll();
});

test('a staging that does not come up is told in its own words, at once', async () => {
  const repository = repositoryOf('console.error("no database"); process.exit(1);');
  await expect(startStaging(repository, repository)).rejects.toThrow(/did not come up:\nno database/);
});
