import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../repository.js';
import { verify } from './command.js';
import { set } from './stage.js';

const readme = readFileSync(path.join(repository, 'README.md'), 'utf8');

/** The README's code that holds these words, without the indentation of its list. */
function code(words: string): string {
  const blocks = [...readme.matchAll(/^ *```ts\n(.*?)^ *```$/gms)].map(([, text = '']) => text.replace(/^ {3}/gm, ''));
  const block = blocks.find((text) => text.includes(words));
  if (block === undefined) throw new Error(`README.md has no code with ${words}`);
  return block;
}

test('what the README has one write is a project whose first run is a GO, behind a login wall too', async () => {
  const password = 'staging-password';
  const { shop, project } = await set(
    ({ url }) => ({
      config: code('secret(')
        .replace(/target: '.*'/, `target: '${url}'`)
        .replace(/username: '.*?'/, "username: 'staff'")
        .replace(/thirdParties: \{.*\n.*\n.*\},\n/, ''),
      files: {
        'suites/journeys/guest-checkout.spec.ts': code('a guest looks at a product'),
        'load/front-page.k6.ts': code('export const options'),
      },
    }),
    { password },
  );
  project.write('playwright.config.ts', code('testDir: `suites/'));
  const { code: exit, said, verdict } = await verify(project, [], { env: { STAGING_PASSWORD: password } });
  expect({ exit, verdict: verdict?.verdict }, said).toEqual({ exit: 0, verdict: 'GO' });
  expect(verdict?.checks.map(({ id }) => id)).toEqual([
    'environment/release-identity',
    ...['', '@accessible', '@clean-console'].map((tag) => `journeys/guest-checkout${tag}`),
    ...['checks-rate-gt-0-95', 'http-req-duration-p-95-lt-1000', 'http-req-failed-rate-lt-0-05'].map(
      (limit) => `load/front-page/${limit}`,
    ),
  ]);
  expect(said).toContain('7 of 7 gates can go red');
  expect(shop.requests.filter((line) => line === 'GET /').length).toBeGreaterThanOrEqual(300);
});
