import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from '../laws/tree.js';
import { verify } from './command.js';
import { set } from './stage.js';

// Characters that URLs, JSON and HTML each write differently.
const MARKER = 'm4rker/"secret"+of=staging';

/** Every way in which the marker could be written. */
const DISGUISES = [
  MARKER,
  encodeURIComponent(MARKER),
  new URLSearchParams({ p: MARKER }).toString().slice(2),
  JSON.stringify(MARKER).slice(1, -1),
  Buffer.from(MARKER).toString('base64').replace(/=+$/, ''),
  Buffer.from(`staff:${MARKER}`).toString('base64').replace(/=+$/, ''),
  MARKER.replaceAll('"', '&quot;'),
];

test('a marker secret is found in no text file of a run, nor in what it prints', async () => {
  const { project, shop } = await set(
    (it) => ({
      config: `
        import { defineConfig, secret } from 'gonogo';
        export default defineConfig({
          name: 'Tiny',
          staging: { target: '${it.url}', access: { username: 'staff', password: secret('TINY_PASSWORD') } },
        });`,
      files: {
        'suites/journeys/front-page.spec.ts': `
          import { expect, test } from 'gonogo/test';
          test('a careless visitor', async ({ page }, info) => {
            const password = process.env['TINY_PASSWORD'] ?? 'none';
            await test.step('types ' + password, async () => {
              await page.goto('/?password=' + encodeURIComponent(password));
            });
            console.log('password', password, JSON.stringify({ password }), encodeURIComponent(password));
            await info.attach('note', { body: 'the password is ' + password, contentType: 'text/plain' });
            info.annotations.push({ type: 'note', description: password });
            await page.setContent('<h1>' + password + '</h1><label>Password <input value=""></label>');
            await page.getByLabel('Password').fill(password);
            expect(password, 'the password ' + password + ' is short').toBe('short');
          });`,
      },
    }),
    { password: MARKER },
  );
  const { code, runDir, stdout, stderr } = await verify(project, [], { env: { TINY_PASSWORD: MARKER } });
  expect(code, stderr).toBe(1);
  expect(shop.requests.some((line) => line.includes('password='))).toBe(true);
  const texts = filesBelow(runDir).map((file) => [file, readFileSync(path.join(runDir, file))] as const);
  const readable = texts.filter(([, bytes]) => !bytes.includes(0));
  expect(readable.length).toBeGreaterThan(3);
  // The search finds what is there.
  expect(readable.some(([, bytes]) => bytes.includes('a careless visitor'))).toBe(true);
  const said = [...readable, ['stdout', Buffer.from(stdout)], ['stderr', Buffer.from(stderr)]] as const;
  const found = said.flatMap(([file, bytes]) =>
    DISGUISES.filter((disguise) => bytes.includes(disguise)).map((disguise) => `${file}: ${disguise}`),
  );
  expect(found).toEqual([]);
});
