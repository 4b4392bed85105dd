import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchBackgroundWork, type BackgroundJob } from './watch-background-work.js';

// Two replicas behind one address, which answer in turn; the tests say what is done between two answers.
const work = { mail: 3, index: '2026-11-21T16:00:00Z', turn: 0, onAsked: () => undefined as void };
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer(({ url: path, headers }, response) => {
    if (headers.authorization !== 'Bearer t') return void response.writeHead(401).end();
    work.onAsked();
    const replica = (work.turn++ % 2) + 1;
    const metrics = [
      '# TYPE jobs_done_total counter',
      `jobs_done_total{queue="mail",replica="${replica}"} ${work.mail}`,
      `jobs_done_total{queue="idle, very \\"idle\\"",replica="${replica}"} 7`,
      `beats ${work.mail}`,
      `stuck{replica="${replica}"} ${replica}`,
      'broken NaN',
    ];
    const json = { search: { 'last/run': work.index } };
    response.end(path === '/metrics' ? metrics.join('\n') : path === '/json' ? JSON.stringify(json) : '<html>');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(
  () => void Object.assign(work, { mail: 3, index: '2026-11-21T16:00:00Z', turn: 0, onAsked: () => undefined }),
);

type Rest = Partial<BackgroundJob> & ({ metric: string } | { pointer: string });
const job = (rest: Rest): BackgroundJob => ({
  name: 'the worker',
  url: `${url}/metrics`,
  authorization: 'Bearer t',
  withinS: 0.3,
  ...rest,
});
const findings = async (...jobs: BackgroundJob[]) => {
  const watch = await watchBackgroundWork(jobs);
  work.onAsked = () => {
    work.mail += 1;
    work.index = '2026-11-21T16:00:05Z';
  };
  return watch.moved();
};

describe('background work', () => {
  it.each([
    ['a metric', '/metrics', { metric: 'beats' }],
    ['a series by its labels', '/metrics', { metric: 'jobs_done_total{queue="mail"}' }],
    ['that of one replica of two', '/metrics', { metric: 'jobs_done_total{replica="2",queue="mail"}' }],
    ['a moment in JSON', '/json', { pointer: '/search/last~1run' }],
  ])('is done where %s moves', async (_, path, figure) => {
    expect(await findings(job({ ...figure, url: `${url}${path}` }))).toEqual([]);
  });

  it('is not done where it does not move in its time: named, with its figure', async () => {
    const idle = job({ name: 'the idle one', metric: 'jobs_done_total{queue="idle, very \\"idle\\""}' });
    expect(await findings(job({ metric: 'beats' }), idle)).toEqual([
      {
        what: 'the idle one does not work',
        expected: expect.stringContaining('/metrics moves within 0.3 s'),
        actual: expect.stringMatching(/^7(, 7)? all the time$/),
        advice: expect.any(String),
      },
    ]);
  });
});

it('is not done where two replicas that stand still say different things in turn', async () => {
  expect(await findings(job({ metric: 'stuck' }))).toMatchObject([{ actual: '1, 2 all the time' }]);
});

describe('whether it is done cannot be told', () => {
  const refused = (of: BackgroundJob, words: RegExp) =>
    expect(findings(of)).rejects.toMatchObject({
      name: 'SetupError',
      reasonCode: 'no-evidence',
      message: expect.stringMatching(words),
    });

  it.each([['none_total'], ['beats{queue="mail"}'], ['broken'], ['jobs_done_total{replica="3"}']])(
    'without the metric %s',
    (metric) => refused(job({ metric }), /\/metrics has no /),
  );
  it('without what the pointer points at', () =>
    refused(job({ url: `${url}/json`, pointer: '/search/first' }), /has no \/search\/first/));
  it('by a page', () => refused(job({ url: `${url}/page`, pointer: '/a' }), /no JSON: a login page/));
  it('without the right to', () => refused(job({ metric: 'beats', authorization: 'Bearer x' }), /status 401/));
  it('where nobody answers', () =>
    refused(job({ metric: 'beats', url: 'http://127.0.0.1:1/metrics' }), /gave no answer/));
});
