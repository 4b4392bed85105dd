import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { certificate } from '../tls-certificate.test-data.js';
import { readTls } from './tls.js';

const place = { projectDir: '.', authorization: undefined, hmacKey: undefined, limitMs: 10_000 };
const secure = createTls(certificate);
const silent = createTcp();
const plain = createTcp((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
const servers: Server[] = [secure, silent, plain];

const open = new Set<Socket>();
for (const server of servers) server.on('connection', (socket) => open.add(socket));

beforeAll(() => Promise.all(servers.map((server) => new Promise<void>((up) => server.listen(0, '127.0.0.1', up)))));
afterAll(() => {
  for (const socket of open) socket.destroy();
  return Promise.all(servers.map((server) => new Promise((down) => server.close(down))));
});

const at = (server: Server) => `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;

test('tells how an address is secured, and whether it is trusted, whatever it is', async () => {
  const facts = await readTls(at(secure), place);
  expect(Object.fromEntries(facts.map(({ subject, value }) => [subject, value]))).toEqual({
    ...{ protocol: 'TLSv1.3', issuer: 'Tests of gonogo, localhost', key: 'EC prime256v1' },
    ...{ cipher: expect.stringMatching(/^TLS_/), trusted: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
  });
});

test('says what is wrong with what speaks no TLS, says nothing, or is not there', async () => {
  await expect(readTls(at(plain), place)).rejects.toMatchObject({
    reasonCode: 'staging-unreachable',
    message: expect.stringMatching(/does not speak TLS/),
  });
  await expect(readTls(at(silent), { ...place, limitMs: 100 })).rejects.toThrow(/had not agreed on TLS after 100 ms/);
  await expect(readTls('https://127.0.0.1:1/', place)).rejects.toMatchObject({ reasonCode: 'staging-unreachable' });
  await expect(readTls('http://127.0.0.1/', place)).rejects.toMatchObject({ reasonCode: 'configuration' });
});
