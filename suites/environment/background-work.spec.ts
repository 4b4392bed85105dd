import { findingsInWords, measured, watchBackgroundWork } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Nothing looks broken, and no customer gets the mail about their order.' },
];

test('background work is being done', { annotation }, async ({ staging, request }, testInfo) => {
  const authorization = `Basic ${Buffer.from(`${staging.access?.username}:${staging.access?.password}`).toString('base64')}`;
  const jobs = ['1', '2'].map((replica) => ({
    name: `the postman of replica ${replica}`,
    url: `${staging.target}/metrics`,
    authorization,
    metric: `shop_postman_looks_total{replica="${replica}"}`,
    withinS: 5,
  }));
  const findings = await measured(testInfo, async () => (await watchBackgroundWork(jobs)).moved());
  expect((await request.get('/healthz')).ok(), 'the shop is up').toBe(true);
  expect(findings, findingsInWords(testInfo, `${jobs.length} background jobs work.`, findings)).toEqual([]);
});
