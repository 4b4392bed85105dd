import { expect, test } from 'vitest';
import { differences, type LoadConditions } from './baseline.js';

const conditions: LoadConditions = {
  ...{ profile: 'standard', staging: 'shop', script: 'a'.repeat(64), machine: '2 × chip, linux x64' },
  tools: { gonogo: '0.1.0', k6: '2.2.0' },
};

test('runs compare where nothing differs', () => {
  expect(differences(conditions, { ...conditions, tools: { k6: '2.2.0', gonogo: '0.1.0' } })).toEqual([]);
});

test.each([
  [{ profile: 'full' as const }, ['profile was standard, and is full now']],
  [{ staging: 'other' }, ['staging was shop, and is other now']],
  [{ script: 'b'.repeat(64) }, ['the script was aaaaaaa, and is bbbbbbb now']],
  [{ segments: 2 }, ['the number of k6 processes was 1, and is 2 now']],
  [{ machine: '8 × chip' }, ['machine was 2 × chip, linux x64, and is 8 × chip now']],
  [
    { tools: { gonogo: '0.2.0', node: 'v22' } },
    ['gonogo was 0.1.0, and is 0.2.0 now', 'k6 was 2.2.0, and is not used now', 'node was not used, and is v22 now'],
  ],
])('what differs is said: %j', (change, words) => {
  expect(differences(conditions, { ...conditions, ...change })).toEqual(words);
});
