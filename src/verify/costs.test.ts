import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SetupError } from '../records/setup-error.js';
import { staging as stagingSchema, type Staging } from '../records/staging.js';
import { whileCounted } from './costs.js';

// A process that tells what it worked; the tests say how much that is.
const told = { seconds: 0, status: 200 };
const server = createServer((_, response) => {
  response.writeHead(told.status).end(`work_seconds_total ${told.seconds}\nprocess_start_time_seconds 100\n`);
});
const run = { userAgent: 'gonogo' };
let staging: Staging;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  staging = stagingSchema.parse({ schemaVersion: 1, target, metrics: { urls: [`${target}/metrics`] } });
});
afterAll(() => void server.close());
beforeEach(() => void Object.assign(told, { seconds: 1, status: 200 }));

const counted = (change: Partial<typeof told>) =>
  whileCounted(staging, ['work_seconds_total'], run, () => Promise.resolve(Object.assign(told, change)));

test('what was done comes with how much the counter rose meanwhile', async () => {
  const { done, spent } = await counted({ seconds: 3.5 });
  expect(done).toBe(told);
  expect(spent('work_seconds_total')).toBe(2.5);
});

test.each([
  ['before', 404, {}, /answers with status 404/],
  ['after', 200, { status: 503 }, /answers with status 503/],
  ['as a counter', 200, { seconds: 0.5 }, /fell from 1 to 0.5/],
])('it is done although it cannot be read %s, and why is said', async (_, status, change, why) => {
  told.status = status;
  const { done, spent } = await counted(change);
  expect(done).toBe(told);
  const found = spent('work_seconds_total');
  expect(found).toBeInstanceOf(SetupError);
  expect((found as SetupError).message).toMatch(why);
});
