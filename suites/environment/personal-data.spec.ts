import { findingsInWords, measured, scanPersonalData } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Data of real customers lies where developers, testers and tools read it.' },
];

/** Who the seed and the tests make up has an address that reaches nobody. */
const synthetic = ['public.customers', 'public.orders', 'public.drafts'].map((table) => ({
  table,
  reason: 'The seed and the tests make these people up.',
  owner: 'platform',
}));

test(
  'the database holds no personal data but that of made-up people',
  { annotation },
  async ({ staging }, testInfo) => {
    test.setTimeout(150_000);
    const { database } = staging;
    const scan = await measured(testInfo, () => scanPersonalData({ database, synthetic, timeLimitMs: 120_000 }));
    const promise = `Nobody but made-up people is in ${scan.tables.length} tables.`;
    expect(scan.findings, findingsInWords(testInfo, promise, scan.findings)).toEqual([]);
    expect(scan.tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['public.customers', 'public.orders', 'public.order_lines', 'public.sessions']),
    );
  },
);
