import { findingsInWords, measured, runWindow, serverErrors } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Every journey is green, and the servers log errors that customers pay for later.' },
];

/** What the run itself provokes. */
const known = [
  {
    signature: 'POST /api/checkout failed: Error: Down, as was asked for.',
    reason: 'integrations/payments takes the payment service away from the shop.',
    owner: 'checkout',
  },
];

test('the servers logged no error that nobody knows', { annotation }, async ({ staging }, testInfo) => {
  const file = String(staging.settings['shopLog']);
  const window = await runWindow(process.env, new Date().toISOString());
  const { findings, entries, errors } = await measured(testInfo, () =>
    serverErrors({ sources: [{ name: 'shop', file }], window, known }),
  );
  const promise = `Of ${entries} entries since ${window.from}, ${errors} are errors, and all of these are known.`;
  expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
});
