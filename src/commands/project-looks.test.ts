import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { projectLooks } from './project-looks.js';

// Inside the repository, where a project finds Playwright.
const nursery = join(import.meta.dirname, '../../.gonogo/tmp');
mkdirSync(nursery, { recursive: true });
let dir: string;
let server: Server;
let asked: string[];
let status: number;

beforeEach(async () => {
  dir = mkdtempSync(join(nursery, 'doctor-'));
  [asked, status] = [[], 200];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${request.headers['user-agent']}`);
    response.writeHead(status, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterEach(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

const target = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`;
const configure = (staging: object, rest: object = {}) =>
  writeFileSync(
    join(dir, 'staging.config.ts'),
    `export default ${JSON.stringify({ name: 'Tiny shop', staging, ...rest })};`,
  );

/** What each look says; what is missing begins with the name of its error. */
async function looked(): Promise<Record<string, string>> {
  const told = projectLooks(dir).map(async ([name, look]) => {
    const words = await Promise.resolve()
      .then(look)
      .catch((error: unknown) => String(error));
    return [name, words] as const;
  });
  return Object.fromEntries(await Promise.all(told));
}

it('finds all well with a config, a policy and a target that answers one request', async () => {
  configure(
    { target: target(), access: { username: 'staff', password: 'wall' } },
    { production: { hosts: ['a.com'] } },
  );
  writeFileSync(join(dir, 'policy.yaml'), 'version: 1\n');
  writeFileSync(join(dir, 'playwright.config.ts'), '');
  expect(await looked()).toEqual({
    config: 'staging.config.ts, Tiny shop (production hosts named: 1)',
    policy: 'policy.yaml',
    tests: expect.stringMatching(/^Playwright [\d.]+, playwright\.config\.ts$/),
    target: `${target()} answers 200`,
  });
  expect(asked).toEqual([expect.stringMatching(/^GET \/shop Basic c3RhZmY6d2FsbA== gonogo\/\S+ run\/doctor$/)]);
});

it('takes no policy for the safe default, and no target for one that a run starts', async () => {
  configure({ start: 'npm run staging' });
  expect(await looked()).toMatchObject({
    policy: 'no policy.yaml: the safe default, which "gonogo plan" prints',
    target: 'none until a run starts it: "npm run staging"',
  });
});

it('says which file is missing or wrong, and looks at the others all the same', async () => {
  writeFileSync(join(dir, 'policy.yaml'), 'version: 1\nflakeBugdet: 2\n');
  expect(await looked()).toEqual({
    config: expect.stringMatching(/^UsageError: No staging\.config\.ts in /),
    policy: expect.stringMatching(/^UsageError: policy\.yaml.*flakeBugdet/s),
    tests: expect.stringMatching(/^UsageError: .* has no playwright\.config\.ts/),
    target: 'UsageError: Nobody knows where it is before staging.config.ts can be read.',
  });
});

it.each([
  [302, /answers 302$/],
  [401, /^Error: .* answers 401: give its login wall's credentials as staging\.access/],
  [503, /^Error: .* answers 503: staging is up and broken/],
])('takes an answer of %i for what it is, and follows no redirect', async (code, words) => {
  configure({ target: target() });
  status = code;
  expect((await looked())['target']).toMatch(words);
  expect(asked).toHaveLength(1);
});

it('says what to look at when nothing answers', async () => {
  configure({ target: 'http://127.0.0.1:9' });
  expect((await looked())['target']).toMatch(/^Error: http:\/\/127\.0\.0\.1:9.* does not answer: .* Is staging up/);
});

it('sends production nothing', async () => {
  configure({ target: target() }, { production: { hosts: ['127.0.0.1'] } });
  expect((await looked())['target']).toMatch(/^UsageError: .* is production/);
  expect(asked).toEqual([]);
});
