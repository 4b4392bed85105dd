import { expect, test } from 'vitest';
import { stalenessOf } from './staleness.js';

const now = '2026-11-20T12:00:00.000Z';

test.each([
  ['at its age exactly', '2026-11-20T06:00:00.000Z', undefined],
  [
    'a millisecond older',
    '2026-11-20T05:59:59.999Z',
    `It was recorded at 2026-11-20T05:59:59.999Z, more than 6 h before it is judged (${now}).`,
  ],
  ['recorded as it is judged', now, undefined],
  ['a minute ahead, as clocks differ', '2026-11-20T12:01:00.000Z', undefined],
  [
    'further ahead',
    '2026-11-20T12:01:00.001Z',
    `It was recorded at 2026-11-20T12:01:00.001Z, after it is judged (${now}).`,
  ],
  ['of no time that can be read', 'yesterday', `Its age cannot be told from "yesterday" and "${now}".`],
])('evidence %s', (_, recordedAt, why) => {
  expect(stalenessOf(recordedAt, now, 6)).toBe(why);
});
