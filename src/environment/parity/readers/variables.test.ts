import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readVariables } from './variables.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-variables-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

async function read(text: string, hmacKey: string | undefined = 'a key for tests') {
  writeFileSync(join(projectDir, 'env'), text);
  return readVariables('env', { projectDir, authorization: undefined, hmacKey, limitMs: 1000 });
}

const lines = '# shop\nexport CURRENCY=EUR\n\nAPI_KEY="sk_live_abc=def"\nEMPTY=\n';

test('tells names, and of values only an HMAC that another key makes another', async () => {
  const facts = await read(lines);
  expect(facts.map(({ subject }) => subject)).toEqual(['CURRENCY', 'API_KEY', 'EMPTY']);
  for (const { value } of facts) expect(value).toMatch(/^hmac-sha256:[0-9a-f]{64}$/);
  expect(JSON.stringify(facts)).not.toMatch(/EUR|sk_live/);
  expect((await read(lines, 'another key'))[0]?.value).not.toBe(facts[0]?.value);
});

test('reads lines, an object and a list to the same facts', async () => {
  const expected = await read(lines);
  expect(await read(JSON.stringify({ CURRENCY: 'EUR', API_KEY: 'sk_live_abc=def', EMPTY: '' }))).toEqual(expected);
  expect(await read(JSON.stringify(['CURRENCY=EUR', 'API_KEY=sk_live_abc=def', 'EMPTY=']))).toEqual(expected);
});

test.each([
  ['CURRENCY=EUR\nsk_live_secret words', /line 2, is not NAME=value/],
  ['{"CURRENCY": "EU', /half a file/],
  ['{"CURRENCY": ["EUR"]}', /neither an object/],
])('refuses %j without repeating it', async (text, why) => {
  const error = await read(text).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  expect(error).toMatchObject({ reasonCode: 'unparsable', message: expect.stringMatching(why) });
  expect(String(error)).not.toMatch(/sk_live|EUR/);
});

test('needs a key', async () => {
  writeFileSync(join(projectDir, 'env'), lines);
  const reading = readVariables('env', { projectDir, authorization: undefined, hmacKey: undefined, limitMs: 1000 });
  await expect(reading).rejects.toMatchObject({
    reasonCode: 'configuration',
    message: expect.stringMatching(/no hmacKey/),
  });
});
