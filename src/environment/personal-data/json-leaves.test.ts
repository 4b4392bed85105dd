import { expect, test } from 'vitest';
import { jsonLeaves } from './json-leaves.js';

/** Paths and values of all that is visited. */
function visited(...documents: unknown[]): [string, string][] {
  const seen: [string, string][] = [];
  const walk = jsonLeaves(
    'doc',
    (key) => key === 'anna',
    ({ path }, value) => void seen.push([path, value]),
  );
  documents.forEach(walk);
  return seen;
}

test('every string and number has a path, without places in lists', () => {
  expect(visited({ a: [{ b: 'x' }, { b: 'y' }], n: 3, flag: true, none: null })).toEqual([
    ['doc.a[].b', 'x'],
    ['doc.a[].b', 'y'],
    ['doc.n', '3'],
  ]);
});

test.each(['jo@gmx.de', '4539578763621486', 'anna', 'Anna Schmidt', '', 'x'.repeat(41)])(
  'a key that may be data is a value, and no part of a path: %s',
  (key) => {
    expect(visited({ votes: { [key]: 'x' } }, { votes: { [key]: 'y' } })).toEqual([
      ['doc.votes.*', key],
      ['doc.votes.*', 'x'],
      ['doc.votes.*', key],
      ['doc.votes.*', 'y'],
    ]);
  },
);

test('a column of a thousand paths, and a document a thousand lists deep, take bounded memory', () => {
  const documents = Array.from({ length: 1000 }, (_, n) => ({
    ['k'.repeat(1 + (n % 40))]: { ['z'.repeat(1 + Math.floor(n / 40))]: 'v' },
  }));
  const many = visited(...documents);
  expect(many).toHaveLength(1000);
  expect(new Set(many.map(([path]) => path)).size).toBeLessThanOrEqual(401);
  let deep: unknown = 'bottom';
  for (let n = 0; n < 1000; n += 1) deep = [deep];
  expect(visited(deep)).toEqual([['doc.*', expect.stringContaining('bottom')]]);
});
