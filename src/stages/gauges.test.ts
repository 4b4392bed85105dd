import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { staging as stagingSchema, type Staging } from '../records/staging.js';
import { watchMetrics } from './gauges.js';

const told = { asked: 0, started: 100, refuses: (_: number): boolean => false };
const usual = { ...told };
let server: Server;
let staging: Staging;

beforeAll(async () => {
  server = createServer((_, response) => {
    told.asked += 1;
    response.writeHead(told.refuses(told.asked) ? 503 : 200);
    response.end(
      `held_bytes{of="a"} ${told.asked}\nheld_bytes{of="b"} 1\nprocess_start_time_seconds ${told.started}\n`,
    );
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  staging = stagingSchema.parse({ schemaVersion: 1, target: url, metrics: { urls: [`${url}/metrics`] } });
});
afterAll(() => void server.close());
beforeEach(() => void Object.assign(told, usual));

const watching = () => watchMetrics(staging, ['held_bytes'], 'gonogo', 10);
const askedTimes = (times: number) => vi.waitFor(() => expect(told.asked).toBeGreaterThanOrEqual(times), 20_000);

it('reads again and again, each process by itself and all of its series', async () => {
  const stop = watching();
  await askedTimes(5);
  const { readings, trouble } = await stop();
  expect(trouble).toBeUndefined();
  const values = readings.flatMap(({ reading }) => [...reading.values()].map((of) => of.get('held_bytes')));
  expect(values.slice(0, 4)).toEqual([2, 3, 4, 5]);
  const times = readings.map(({ atMs }) => atMs);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  const asked = told.asked;
  await new Promise((done) => setTimeout(done, 50));
  expect(told.asked).toBe(asked);
});

it('overlooks an answer that got lost', async () => {
  told.refuses = (asked) => asked === 3;
  const stop = watching();
  await askedTimes(6);
  const { readings, trouble } = await stop();
  expect(trouble).toBeUndefined();
  expect(readings.length).toBeGreaterThanOrEqual(4);
});

it('is over when nothing is told any more, and says since when', async () => {
  told.refuses = (asked) => asked >= 3;
  const stop = watching();
  await askedTimes(5);
  await new Promise((done) => setTimeout(done, 50));
  const { readings, trouble } = await stop();
  expect(readings).toHaveLength(2);
  expect(trouble).toMatchObject({
    ...{ reasonCode: 'no-evidence', attribution: 'environment' },
    message: expect.stringMatching(/metrics answers with status 503\. That was after \d s of watching\.$/),
  });
  expect(told.asked).toBe(5);
});

it('is over when a process was restarted, and says which', async () => {
  const stop = watching();
  await askedTimes(2);
  told.started = 200;
  await askedTimes(told.asked + 1);
  await new Promise((done) => setTimeout(done, 50));
  const { trouble } = await stop();
  expect(trouble).toMatchObject({
    reasonCode: 'no-evidence',
    message: expect.stringMatching(
      /^The process with process_start_time_seconds 100 at .+ is gone after \d s of watching/,
    ),
  });
}, 40_000);
