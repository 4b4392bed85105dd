import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../repository.js';
import { lawfulHouse, seeds } from './breaches.js';
import { cruise, type Cruise } from './cruise.js';
import { rooms } from './rooms.mjs';
import { filesBelow, plant } from './tree.js';

const planted: string[] = [];

async function cruiseHouse(extra: Record<string, string>): Promise<Cruise> {
  const folder = plant({ ...lawfulHouse, ...extra });
  planted.push(folder);
  return cruise(folder);
}

afterAll(() => {
  for (const folder of planted) rmSync(folder, { recursive: true, force: true });
});

describe('the import law', () => {
  let whole: Cruise;

  beforeAll(async () => {
    whole = await cruise(repository);
  });

  test('is kept by every file', () => {
    const breaches = whole.breaches.map(({ rule, from, to, advice }) => `${from} → ${to} [${rule}] ${advice}`);
    expect(breaches).toEqual([]);
  });

  test('looked at every file of the engine: a cruise that saw less has proved nothing', () => {
    const seen = whole.modules.map(({ source }) => source).filter((source) => /^src\/.*\.ts$/.test(source));
    const onDisk = filesBelow(path.join(repository, 'src'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `src/${file}`);
    expect(seen.sort()).toEqual(onDisk);
    expect(seen.length).toBeGreaterThan(0);
  });

  test('names every folder of the engine as a room', () => {
    const folders = readdirSync(path.join(repository, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.filter((folder) => !(folder in rooms))).toEqual([]);
  });
});

describe('a seeded breach', () => {
  test('is not seen in a house that keeps the law', async () => {
    const { breaches } = await cruiseHouse({ 'src/plan/draw.test.ts': 'export const stub = 1;\n' });
    expect(breaches).toEqual([]);
  });

  test.each(seeds)('of $rule is caught: $file imports $imports', async ({ rule, file, imports }) => {
    const { breaches } = await cruiseHouse({
      'src/plan/draw.test.ts': 'export const stub = 1;\n',
      [file]: `import * as seed from '${imports}';\nexport const seeded = seed;\n`,
    });
    expect(breaches).toMatchObject([{ rule, from: file }]);
  });
});
