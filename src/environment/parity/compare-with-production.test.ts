import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parityFile } from '../../records/parity.js';
import type { Snapshot } from '../../records/snapshot.js';
import { staging as stagingRecord } from '../../records/staging.js';
import { compareWithProduction } from './compare-with-production.js';
import { mirrorInWords } from './mirror-in-words.js';
import { hmacOf, keyIdOf } from './secrecy.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-parity-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

const now = '2026-11-20T12:00:00.000Z';
const staging = stagingRecord.parse({ schemaVersion: 1, target: 'http://127.0.0.1:1' });
const reader = { name: 'switches', kind: 'flags', staging: 'flags.json' };
const flag = (subject: string, value: boolean) => ({ kind: 'feature-flag' as const, subject, value });

interface Case {
  parity?: object;
  snapshot?: Partial<Snapshot> | string;
  flags?: object | string;
  env?: Record<string, string>;
}

async function compare({ parity = {}, snapshot = {}, flags = { search: true }, env = {} }: Case = {}) {
  const whole: Snapshot = {
    ...{ schemaVersion: 1, takenAt: '2026-11-19T12:00:00.000Z' },
    readers: [{ name: 'switches', count: 1, facts: [flag('search', true)] }],
  };
  const written = typeof snapshot === 'string' ? snapshot : JSON.stringify({ ...whole, ...snapshot });
  writeFileSync(join(projectDir, 'production.json'), written);
  writeFileSync(join(projectDir, 'flags.json'), typeof flags === 'string' ? flags : JSON.stringify(flags));
  const config = parityFile.parse({ version: 1, snapshot: 'production.json', readers: [reader], ...parity });
  return compareWithProduction('switches', config, { staging, projectDir, env, now });
}

const allowance = (difference: string) => ({ difference, reason: 'this release switches it', owner: 'shop' });
const clean = { undeclared: [], tolerated: [], declared: [], unused: [] };

test('finds nothing where staging is what production is', async () => {
  const mirror = await compare();
  expect(mirror).toEqual({ ...clean, compared: { production: 1, staging: 1, takenAt: '2026-11-19T12:00:00.000Z' } });
  expect(mirrorInWords(mirror).sentence).toBe('Staging is what production is, but for 0 declared differences.');
});

test('names a difference with both values, where it is and what to do', async () => {
  const mirror = await compare({ flags: { search: false } });
  expect(mirror).toMatchObject({
    undeclared: [{ id: 'switches/feature-flag/search', risk: 'high', where: 'flags.json' }],
  });
  const what = 'switches/feature-flag/search (high risk) should be true and is false in flags.json';
  const { sentence, actual } = mirrorInWords(mirror);
  expect(sentence).toBe(`Staging is not what production is: ${what}.`);
  expect(actual).toBe(
    `${what}: Switch it on staging as it is in production, or declare that this release switches it.`,
  );
});

test('a declared difference is none, and an allowance that nothing answers to is named', async () => {
  const allowances = [allowance('switches/feature-flag/s*'), allowance('switches/feature-flag/old')];
  const mirror = await compare({ flags: { search: false }, parity: { allowances } });
  expect(mirror).toMatchObject({ undeclared: [], declared: [{ allowance: allowances[0] }], unused: [allowances[1]] });
  expect(mirrorInWords(mirror).sentence).toMatch(/switches\/feature-flag\/old of shop matches nothing any more/);
});

test('differences below the risk that fails are told, and fail nothing', async () => {
  const mirror = await compare({ flags: { search: true, extra: true }, parity: { failsFrom: 'high' } });
  expect(mirror).toMatchObject({ undeclared: [], tolerated: [{ id: 'switches/feature-flag/extra', risk: 'medium' }] });
  expect(mirrorInWords(mirror).actual).toMatch(/and 1 of less risk/);
});

test.each<[string, Case, string, RegExp]>([
  ['an old snapshot', { snapshot: { takenAt: '2026-11-13T11:59:59.000Z' } }, 'over-age', /7 days old .* 7 is the most/],
  ['one from the future', { snapshot: { takenAt: '2026-11-20T13:00:00.000Z' } }, 'over-age', /from the future/],
  ['half a file', { snapshot: '{"schemaVersion": 1, "takenAt": "2026' }, 'unparsable', /half a snapshot/],
  ['another file', { snapshot: '{"schemaVersion": 2}' }, 'unparsable', /no snapshot of this version/],
  [
    'half of the facts',
    { snapshot: { readers: [{ name: 'switches', count: 2, facts: [flag('search', true)] }] } },
    'counts-disagree',
    /half a snapshot: switches had 2 facts, and 1 are there/,
  ],
  [
    'nothing of this reader',
    { snapshot: { readers: [{ name: 'x', count: 0, facts: [] }] } },
    'no-evidence',
    /nothing of switches/,
  ],
  [
    'no production',
    { snapshot: { readers: [{ name: 'switches', count: 0, facts: [] }] } },
    'zero-samples',
    /Production has no facts/,
  ],
  ['no staging', { flags: {} }, 'zero-samples', /Staging has no facts/],
  [
    'neither',
    { flags: {}, snapshot: { readers: [{ name: 'switches', count: 0, facts: [] }] } },
    'zero-samples',
    /no facts/,
  ],
  ['half a staging', { flags: '{"search": tr' }, 'unparsable', /flags\.json holds something else/],
  ['a source that nothing fills in', { parity: { snapshot: '${env.NOWHERE}' } }, 'configuration', /NOWHERE/],
  ['a snapshot that is not there', { parity: { snapshot: 'gone.json' } }, 'no-evidence', /gone\.json, is not there/],
])('%s is neither a mirror nor a failure', async (_, given, reasonCode, why) => {
  await expect(compare(given)).rejects.toMatchObject({
    name: 'SetupError',
    reasonCode,
    message: expect.stringMatching(why),
  });
});

test('values under two keys are not compared', async () => {
  const variables = {
    parity: { hmacKey: '${env.KEY}', readers: [{ name: 'switches', kind: 'variables', staging: 'flags.json' }] },
  };
  const readers = [
    {
      name: 'switches',
      count: 1,
      facts: [{ kind: 'environment-variable' as const, subject: 'A', value: hmacOf('A', '1', 'one') }],
    },
  ];
  const given = { ...variables, flags: { A: '1' }, snapshot: { readers, keyId: keyIdOf('one') } };
  expect(await compare({ ...given, env: { KEY: 'one' } })).toMatchObject(clean);
  await expect(compare({ ...given, env: { KEY: 'two' } })).rejects.toThrow(/taken with another one/);
  await expect(compare({ ...given, snapshot: { readers }, env: { KEY: 'one' } })).rejects.toThrow(
    /taken without a key/,
  );
});
