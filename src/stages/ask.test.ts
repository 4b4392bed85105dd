import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ask } from './ask.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('an answer is its status and its text, a redirect among them; each comes by a connection of its own', async () => {
  const connections = new Set<unknown>();
  const url = await answering(({ url: path, socket, headers }, response) => {
    connections.add(socket);
    response.writeHead(path === '/moved' ? 302 : 200, { location: '/' }).end(headers['user-agent']);
  });
  const headers = { 'user-agent': 'gonogo' };
  expect(await ask(url, headers, 2000)).toEqual({ status: 200, text: 'gonogo', isCut: false });
  expect(await ask(`${url}moved`, headers, 2000)).toEqual({ status: 302, text: 'gonogo', isCut: false });
  expect(connections.size).toBe(2);
});

test('of a giant answer the beginning is taken', async () => {
  const url = await answering((_, response) => response.end('x'.repeat(10_000_000)));
  const { status, text, isCut } = await ask(url, {}, 5000);
  expect([status, isCut]).toEqual([200, true]);
  expect(text.length).toBeLessThanOrEqual(64 * 1024);
});

test('who says nothing, or does not come to an end, has not answered', async () => {
  const silent = await answering(() => undefined);
  await expect(ask(silent, {}, 100)).rejects.toThrow('no answer within 0.1 s');
  const endless = await answering((_, response) => response.writeHead(200).write('still '));
  await expect(ask(endless, {}, 100)).rejects.toThrow('no answer within 0.1 s');
});

test('who is not there, or hangs up, has not answered', async () => {
  await expect(ask('http://127.0.0.1:1/', {}, 2000)).rejects.toThrow('ECONNREFUSED');
  const rude = await answering(({ socket }) => socket.destroy());
  await expect(ask(rude, {}, 2000)).rejects.toThrow('socket hang up');
});
