import { expect, test } from 'vitest';
import { drilled } from '../black-box/drilled.js';

test.each([
  ['lost-order', 'no-order-is-lost', 'is gone (seen after rollback)'],
  ['no-way-back', 'the-previous-release-serves-customers-on-the-migrated-database', 'is thanked'],
  ['long-lock', 'migrates-without-keeping-customers-waiting', 'public.orders was locked (AccessExclusiveLock) for'],
])(
  '%s is NO-GO by %s alone',
  async (fault, check, words) => {
    const { code, said, notPassed, leftovers } = await drilled(fault);
    expect(notPassed, said).toEqual([
      { id: `drill/rollback/${check}`, outcome: 'failed', message: expect.stringContaining(words) },
    ]);
    expect(code).toBe(1);
    expect(leftovers).toEqual({ processes: [], folders: [] });
  },
  300_000,
);
