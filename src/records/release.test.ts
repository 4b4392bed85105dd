import { expect, test } from 'vitest';
import { isRelease, releaseIdentity } from './release.js';

const commit = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';
const running = { version: '2.0.0', commit, digest: `sha256:${'ab'.repeat(32)}` };

test.each([
  ['its version', '2.0.0'],
  ['its digest', running.digest],
  ['its commit', commit],
  ['seven characters of its commit', '0a1b2c3'],
  ['its commit in capitals', commit.toUpperCase()],
])('a staging runs the release that is asked for by %s', (_, asked) => {
  expect(isRelease(running, asked)).toBe(true);
});

test.each([
  ['six characters of its commit: another release may begin with them', '0a1b2c'],
  ['characters from the middle of its commit', '1b2c3d4e'],
  ['another commit that begins alike', '0a1b2c3d5'],
  ['the beginning of its version', '2.0'],
  ['a longer version', '2.0.0-rc.1'],
  ['the beginning of its digest', 'sha256:abababab'],
  ['its digest without the algorithm', 'ab'.repeat(32)],
  ['nothing', ''],
])('it does not by %s', (_, asked) => {
  expect(isRelease(running, asked)).toBe(false);
});

test('a staging that knows seven characters of its commit is asked for by the whole of it; one that knows six is not', () => {
  expect(isRelease({ version: 'x', commit: commit.slice(0, 7) }, commit)).toBe(true);
  expect(isRelease({ version: 'x', commit: commit.slice(0, 6) }, commit)).toBe(false);
});

test.each([`${commit}-dirty`, `${commit.slice(0, 7)}-hotfix`])('a build of %s is not that commit', (built) => {
  expect(isRelease({ version: 'x', commit: built }, commit.slice(0, 7))).toBe(false);
  expect(isRelease({ version: 'x', commit: commit.slice(0, 7) }, built)).toBe(false);
});

test('a commit that is a word matches nothing but a version or a digest', () => {
  expect(isRelease({ version: '2.0.0', commit: 'unknown' }, 'unknown')).toBe(false);
  expect(isRelease({ version: '2.0.0', commit: 'unknown' }, '2.0.0')).toBe(true);
});

test('an identity needs a version and a commit; what else it tells is left out', () => {
  expect(releaseIdentity.parse({ ...running, builtBy: 'ci' })).toEqual(running);
  for (const lacking of [{ version: '1' }, { commit }, { version: '', commit }, { version: 1, commit }, null]) {
    expect(releaseIdentity.safeParse(lacking).success).toBe(false);
  }
});
