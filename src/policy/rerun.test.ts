import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Source } from '../records/plan.js';
import type { RequestedRelease } from '../records/release.js';
import { rerunOf } from './rerun.js';

const head: RequestedRelease = { release: '2.4.0', origin: 'git HEAD' };
const spec = { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 7, project: 'journeys', title: 'a' } as const;
const command = (id: string, source: Source, requested = head) =>
  rerunOf({ id, source }, { profile: 'full', requested });

test.each<[what: string, id: string, source: Source, requested: RequestedRelease, expected: string | undefined]>([
  [
    'a test is run by Playwright at its line',
    ...(['journeys/a', spec, head] as const),
    'npx playwright test suites/journeys/a.spec.ts:7 --project=journeys',
  ],
  [
    'a test in a folder with a blank is one word for the shell',
    ...(['journeys/a', { ...spec, file: 'suites/my shop/a.spec.ts', project: 'two words' }, head] as const),
    "npx playwright test 'suites/my shop/a.spec.ts:7' --project='two words'",
  ],
  ['nothing runs a test that is not there', 'journeys/a', { ...spec, file: '(none)' }, head, undefined],
  [
    'all else is verified alone, in the same profile',
    ...(['load/rush/p95@eu', { kind: 'foreign', format: 'ctrf' }, head] as const),
    'npm run verify:staging -- --profile full --only load/rush/p95@eu',
  ],
  [
    'the release is named again where it was named by hand',
    ...(['contracts/orders', { kind: 'identity' }, { release: 'v 2', origin: '--release' }] as const),
    "npm run verify:staging -- --profile full --release 'v 2' --only contracts/orders",
  ],
])('%s', (_, id, source, requested, expected) => {
  expect(command(id, source, requested)).toBe(expected);
});

test.each(['a b', 'a;b', '$HOME', '`id`', 'a|b', 'a&', "it's 'so'", 'a\nb', 'plain/word@phone.spec.ts:3', 'x=y-z_1'])(
  'a shell takes %j for one word',
  (word) => {
    const said = command(word, { kind: 'identity' })?.replace(/^.* --only /s, '');
    const heard = execFileSync('sh', ['-c', `printf %s ${said}`], { encoding: 'utf8' });
    expect(heard).toBe(word);
    expect(said?.startsWith("'")).toBe(!/^[\w@/.:=-]+$/.test(word));
  },
);
