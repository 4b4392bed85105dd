import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { staging as stagingSchema, type Staging } from '../records/staging.js';
import { readMetrics, risen } from './metrics.js';

// Two processes behind one address, which answer in turn; the tests say what they tell.
const told = { turn: 0, processes: 2, cpu: [1, 10], started: [100, 200], more: '', status: 200 };
const usual = structuredClone(told);
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(({ headers }, response) => {
    if (headers.authorization !== `Basic ${btoa('staff:letmein')}`) return void response.writeHead(401).end();
    const at = told.turn++ % told.processes;
    const lines = [
      '# TYPE process_cpu_seconds_total counter',
      `process_cpu_seconds_total{mode="user"} ${told.cpu[at]}`,
      `process_cpu_seconds_total{mode="system"} 0.5`,
      `process_start_time_seconds ${told.started[at]}`,
      told.more,
    ];
    response.writeHead(told.status).end(lines.join('\n'));
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => void Object.assign(told, structuredClone(usual)));

const cpu = 'process_cpu_seconds_total';
const staging = (metrics: object = { processes: 2 }): Staging =>
  stagingSchema.parse({
    ...{ schemaVersion: 1, target: url, access: { username: 'staff', password: 'letmein' } },
    metrics: { urls: [`${url}/metrics`], ...metrics },
  });
const read = (of = staging(), counters = [cpu]) => readMetrics(of, counters, 'gonogo');

describe('what staging used', () => {
  it('is by how much a counter rose, in all its series and all its processes', async () => {
    const first = await read();
    Object.assign(told, { cpu: [1.25, 10.5] });
    expect(risen(first, await read(), cpu)).toBe(0.75);
  });

  it('is that of the series with the labels that were asked for', async () => {
    const user = `${cpu}{mode="user"}`;
    const first = await read(staging(), [user]);
    expect([...first.values()].map((counters) => counters.get(user))).toEqual([1, 10]);
  });

  it('is that of the processes, each at its own address', async () => {
    told.processes = 1;
    const both = staging({ urls: [`${url}/a`, `${url}/b`] });
    const first = await read(both);
    told.cpu = [1.5];
    expect(risen(first, await read(both), cpu)).toBe(1);
  });
});

describe('nobody knows what it used', () => {
  it.each([
    [
      'when a process was restarted',
      { started: [100, 201] },
      /The process with process_start_time_seconds 200 .* gone/,
    ],
    ['when a counter falls', { cpu: [0.5, 10] }, /process_cpu_seconds_total fell from 1.5 to 1/],
  ])('%s', async (_, change, words) => {
    const first = await read();
    Object.assign(told, change);
    const last = await read();
    expect(() => risen(first, last, cpu)).toThrow(words);
  });

  const asked: [string, object, () => Staging, RegExp][] = [
    ['without the counter', { more: '' }, () => staging({ processes: 1 }), /has no none_total/],
    ['when fewer processes answer than there are', { processes: 1 }, staging, /1 of 2 processes answered/],
    ['when more answer', {}, () => staging({ urls: [`${url}/a`, `${url}/b`, `${url}/c`], processes: 2 }), /of 2 proc/],
    ['when a process does not say since when it is up', { started: [] }, staging, /has no process_start_time_seconds/],
    ['when it is refused', {}, () => staging({ authorization: 'Bearer wrong' }), /answers with status 401/],
    ['when it answers an error', { status: 503 }, staging, /answers with status 503/],
    ['when it answers without an end', { more: 'x'.repeat(9 * 1024 * 1024) }, staging, /more than 8388608 bytes/],
    ['when nobody answers', {}, () => staging({ urls: ['http://127.0.0.1:1/metrics'] }), /gave no answer/],
  ];
  it.each(asked)('%s', async (_, change, of, message) => {
    Object.assign(told, change);
    const counters = message.source.includes('none_total') ? ['none_total'] : [cpu];
    await expect(read(of(), counters)).rejects.toMatchObject({
      ...{ name: 'SetupError', reasonCode: 'no-evidence', attribution: 'environment' },
      message: expect.stringMatching(message),
    });
  });

  it('when staging does not say where its metrics are', async () => {
    const without = staging();
    delete without.metrics;
    await expect(read(without)).rejects.toMatchObject({ reasonCode: 'configuration', message: /staging record/ });
  });
});
