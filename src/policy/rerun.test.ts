import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { matchesPattern } from '../records/pattern.js';
import type { Source } from '../records/plan.js';
import type { RequestedRelease } from '../records/release.js';
import { rerunOf } from './rerun.js';

const head: RequestedRelease = { release: '2.4.0', origin: 'git HEAD' };
const spec = { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 7, project: 'journeys', title: 'a' } as const;
const limit = { kind: 'limit', tool: 'k6', limit: parseLimit('checks', 'rate>0.9') } as const;
const foreign: Source = { kind: 'foreign', format: 'ctrf' };
const command = (id: string, source: Source, requested = head) =>
  rerunOf({ id, source }, { profile: 'full', requested });

test.each<[what: string, id: string, source: Source, requested: RequestedRelease, expected: string | undefined]>([
  [
    'a test is verified alone, in the same profile',
    ...(['journeys/totals/two-mugs-in-japan@phone', spec, head] as const),
    'npx gonogo verify --profile full --only journeys/totals/two-mugs-in-japan@phone',
  ],
  [
    'so is all else',
    ...(['load/rush/p95@eu', foreign, head] as const),
    'npx gonogo verify --profile full --only load/rush/p95@eu',
  ],
  [
    'a load script is one, whatever its name',
    ...(['load/none/p95', { ...limit, file: '(none)' }, head] as const),
    'npx gonogo verify --profile full --only load/none/p95',
  ],
  ['nothing runs a test that is not there', 'journeys/a', { ...spec, file: '(none)' }, head, undefined],
  [
    'which release staging is says a whole run, once it is there: alone it would say nothing',
    ...(['environment/release-identity', { kind: 'identity' }, head] as const),
    'npx gonogo verify --profile full --wait-for-release 10m',
  ],
  [
    'the release is named again where it was named by hand',
    ...(['contracts/orders', foreign, { release: 'v 2', origin: '--release' }] as const),
    "npx gonogo verify --profile full --release 'v 2' --only contracts/orders",
  ],
])('%s', (_, id, source, requested, expected) => {
  expect(command(id, source, requested)).toBe(expected);
});

test.each([
  ['--target', 'https://staging.example/?a&b', "--target 'https://staging.example/?a&b' --release 2 --only journeys/a"],
  ['--staging', '.gonogo/staging.json', '--staging .gonogo/staging.json --release 2 --only journeys/a'],
] as const)('staging is named again where %s named it', (option, value, words) => {
  const context = { profile: 'smoke', requested: { release: '2', origin: '--release' } } as const;
  const said = rerunOf({ id: 'journeys/a', source: spec }, { ...context, stagingNamed: { option, value } });
  expect(said).toBe(`npx gonogo verify --profile smoke ${words}`);
});

test('of tests that a loop makes on one line, each is run alone', () => {
  const ids = ['journeys/totals/one', 'journeys/totals/one-more', 'journeys/totals/one@phone'];
  const run = ids.map((id) => {
    const pattern = command(id, spec)?.replace(/^.* --only /, '') ?? '';
    return ids.filter((other) => matchesPattern(other, pattern));
  });
  expect(run).toEqual(ids.map((id) => [id]));
});

test.each(['a b', 'a;b', '$HOME', '`id`', 'a|b', 'a&', "it's 'so'", 'a\nb', 'plain/word@phone.spec.ts:3', 'x=y-z_1'])(
  'a shell takes %j for one word',
  (word) => {
    const said = command(word, foreign)?.replace(/^.* --only /s, '');
    const heard = execFileSync('sh', ['-c', `printf %s ${said}`], { encoding: 'utf8' });
    expect(heard).toBe(word);
    expect(said?.startsWith("'")).toBe(!/^[\w@/.:=-]+$/.test(word));
  },
);
