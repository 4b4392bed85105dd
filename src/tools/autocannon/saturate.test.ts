import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parseLimit } from '../../records/limit-expression.js';
import { saturation } from '../../records/saturation.js';
import { startRecorder } from './recorder.js';
import { saturate } from './saturate.js';

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const limits = ['http_req_duration p(99)<500', 'http_req_failed rate<0.01', 'http_reqs count>1'].map((text) => {
  const [key = '', expression = ''] = text.split(' ');
  return { key, limit: parseLimit(key, expression) };
});

declare const least: number;

const saysOk = (body: string): boolean => (JSON.parse(body) as { ok: boolean }).ok;

/** One second of four connections. */
async function saturateFor(
  url: string,
  { stop = new AbortController().signal, most = 1_000_000, isRight = saysOk } = {},
) {
  const recorder = startRecorder(limits, '/');
  const definition = saturation.parse({
    path: '/',
    connections: 4,
    seconds: { smoke: 1, standard: 1, full: 1 },
    expectBody: isRight,
    limits: {},
  });
  const { refused, ending, exception } = await saturate({
    saturation: definition,
    url,
    seconds: 1,
    requests: most,
    headers: { 'x-mark': 'gonogo' },
    recorder,
    stop,
  });
  const figures = recorder.figures();
  const [duration, failed, requests] = figures.limits;
  if (duration === undefined || failed === undefined || requests === undefined) throw new Error('three limits');
  return { refused, ending, exception, figures, duration, failed, requests };
}

describe('a saturation', () => {
  it('counts every answer once, in the second it came', async () => {
    let served = 0;
    let marked = 0;
    const { ending, figures, duration, failed, requests } = await saturateFor(
      await serve((request, response) => {
        served += 1;
        if (request.headers['x-mark'] === 'gonogo') marked += 1;
        response.end('{"ok":true}');
      }),
    );
    expect(served).toBeGreaterThan(50);
    expect(marked).toBe(served);
    expect(ending).toBe('through');
    expect(figures.requests).toBe(served);
    for (const limit of [duration, failed, requests]) {
      expect(limit.samples).toBe(figures.requests);
      expect(limit.blocks.reduce((sum, { samples }) => sum + samples, 0)).toBe(limit.samples);
    }
    expect(failed.beyond).toBe(0);
    expect(requests.sum).toBe(figures.requests);
  });

  it.each([
    ['a status of 500', 500, '{"ok":true}'],
    ['a redirect', 302, '{"ok":true}'],
    ['a body that says no', 200, '{"ok":false}'],
    ['a body that the check cannot read', 200, '<html>'],
  ])('takes %s for a failed request', async (_what, status, body) => {
    const { failed, figures } = await saturateFor(
      await serve((_request, response) => void response.writeHead(status).end(body)),
    );
    expect(failed.samples).toBeGreaterThan(10);
    expect(failed.beyond).toBe(failed.samples);
    expect(figures.steps[0]?.failed).toBe(failed.samples);
  });

  it('takes a check that uses an undefined name for a broken script, and not for a wrong body', async () => {
    // What an unchecked script holds: a name that is nowhere.
    const isRight = (body: string): boolean => body.length > least;
    const { failed, figures, exception } = await saturateFor(
      await serve((_request, response) => void response.end('{"ok":true}')),
      { isRight },
    );
    expect(failed.samples).toBeGreaterThan(10);
    expect([failed.beyond, figures.threw]).toEqual([0, failed.samples]);
    expect(exception?.message).toContain('least is not defined');
  });

  it('has no samples of a target that takes no connection, and does not hammer it', async () => {
    const { ending, refused, figures, duration, failed } = await saturateFor('http://127.0.0.1:9/');
    expect(ending).toBe('gave-up');
    expect(refused).toBeGreaterThan(0);
    expect([figures.requests, duration.samples, failed.samples]).toEqual([0, 0, 0]);
  });

  it('counts a connection that is closed without an answer as a failed request, and not as a fast one', async () => {
    let served = 0;
    const { failed, duration } = await saturateFor(
      await serve((request, response) => {
        served += 1;
        if (served % 5 === 0) request.socket.end();
        else response.end('{"ok":true}');
      }),
    );
    expect(failed.beyond).toBeGreaterThan(0);
    expect([duration.samples, duration.beyond]).toEqual([failed.samples, failed.beyond]);
    expect(duration.blocks.reduce((sum, { unanswered = 0 }) => sum + unanswered, 0)).toBe(failed.beyond);
  });

  it('counts what was refused before the first answer, once there is one', async () => {
    let served = 0;
    const { refused, failed, duration } = await saturateFor(
      await serve((request, response) => {
        served += 1;
        if (served <= 20) request.socket.destroy();
        else response.end('{"ok":true}');
      }),
    );
    expect([refused, failed.beyond, duration.beyond]).toEqual([0, 20, 20]);
  });

  it.each([
    ['answers late', (response: ServerResponse) => response.end('{"ok":true}'), 0],
    ['then breaks off', (response: ServerResponse) => response.socket?.destroy(), 4],
  ])('waits for the last requests after its time: one that %s is too slow', async (_what, end, broken) => {
    let served = 0;
    const { figures, duration, failed } = await saturateFor(
      await serve((_request, response) => {
        served += 1;
        if (served <= 20) response.end('{"ok":true}');
        else setTimeout(() => end(response), 1500);
      }),
    );
    expect([served, figures.requests, duration.samples, duration.beyond]).toEqual([24, 24, 24, 4]);
    expect(failed.beyond).toBe(broken);
  });

  it('sends no more than it may, and says so', async () => {
    let served = 0;
    const answer: RequestListener = (_request, response) => {
      served += 1;
      response.end('{"ok":true}');
    };
    const { ending, figures } = await saturateFor(await serve(answer), { most: 50 });
    expect([ending, served, figures.requests]).toEqual(['capped', 50, 50]);
  });

  it('ends when it is told to, and blames nobody for what was in flight', async () => {
    const interrupt = new AbortController();
    let served = 0;
    const answer: RequestListener = (_request, response) => {
      served += 1;
      if (served <= 20) response.end('{"ok":true}');
      else interrupt.abort();
    };
    const { ending, failed } = await saturateFor(await serve(answer), { stop: interrupt.signal });
    expect([ending, failed.samples, failed.beyond]).toEqual(['interrupted', 20, 0]);
  });
});
