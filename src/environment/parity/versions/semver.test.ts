import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareSemver } from './semver.js';

test.each([
  ['1.2.3', '1.2.3', 0, 'none'],
  ['v1.2.3', '1.2.3', 0, 'none'],
  ['1.2.3+build.1', '1.2.3+build.2', 0, 'build'],
  ['1.2.3', '2.0.0', -1, 'major'],
  ['10.0.0', '9.9.9', 1, 'major'],
  ['1.10.0', '1.9.0', 1, 'minor'],
  ['1.2.3', '1.2.10', -1, 'patch'],
  ['1.0.0-rc.1', '1.0.0', -1, 'patch'],
  ['0.0.1', '0.0.99999999999999999999', -1, 'patch'],
])('%s against %s is %i (%s)', (a, b, order, distance) => {
  expect(compareSemver(a, b)).toEqual({ order, distance });
});

test('orders the example of semver.org as it does', () => {
  const rising = ['alpha', 'alpha.1', 'alpha.beta', 'beta', 'beta.2', 'beta.11', 'rc.1'].map((pre) => `1.0.0-${pre}`);
  for (const [index, version] of [...rising, '1.0.0'].slice(1).entries())
    expect(compareSemver(String(rising[index]), version), version).toMatchObject({ order: -1 });
});

test.each(['1.2', '01.2.3', 'latest', '', '1.2.3-', '1.2.3.4', '16.3 (Debian)'])(
  'says of %j that it is none',
  (text) => {
    expect(compareSemver(text, '1.2.3')).toBeUndefined();
    expect(compareSemver('1.2.3', text)).toBeUndefined();
  },
);

test('turns round with its arguments', () => {
  const number = fc.nat(12);
  const pre = fc.constantFrom('', '-1', '-a', '-a.1', '-a.b', '-2.a', '-10');
  const version = fc.tuple(number, number, number, pre).map(([a, b, c, end]) => `${a}.${b}.${c}${end}`);
  fc.assert(
    fc.property(version, version, (a, b) => {
      const [there, back] = [compareSemver(a, b), compareSemver(b, a)];
      expect(there?.distance).toBe(back?.distance);
      expect((there?.order ?? NaN) + (back?.order ?? NaN)).toBe(0);
      expect(there?.order === 0).toBe(a === b);
    }),
  );
});
