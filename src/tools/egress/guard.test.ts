import { spawn } from 'node:child_process';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

/**
 * Every kind of sender is run twice against the same listener, under the unlisted name `unlisted.test` (which a
 * stand-in for the resolver leads to 127.0.0.1): without the guard it must get there, with it nothing may arrive.
 */
vi.setConfig({ testTimeout: 60_000 });

const root = resolve(import.meta.dirname, '../../..');
const guard = pathToFileURL(resolve(root, 'dist/tools/egress/guard.js')).href;
const resolver = `data:text/javascript,${encodeURIComponent(`
  import dns from 'node:dns';
  import { syncBuiltinESMExports } from 'node:module';
  const { lookup } = dns, later = dns.promises.lookup;
  const tell = (host) => { if (host.endsWith('.test')) process.stderr.write('asked for ' + host + '\\n'); };
  const led = (host) => (tell(host), host.endsWith('.test') ? '127.0.0.1' : host);
  dns.lookup = Object.defineProperties((host, ...rest) => lookup(led(host), ...rest), Object.getOwnPropertyDescriptors(lookup));
  dns.promises.lookup = (host, ...rest) => later(led(host), ...rest);
  syncBuiltinESMExports();`)}`;

let server: Server;
let port: number;
let connections: number;
/** What the listener answers to the next request; by default an empty 200. */
let answer: string;

beforeAll(async () => {
  const sockets = new Set<Socket>();
  server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      socket.end(answer);
      answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';
    });
  });
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterAll(() => server.close());
beforeEach(() => {
  connections = 0;
  answer = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok';
});

function run(program: string, options: { guarded: boolean; egress?: string | undefined }) {
  const env = { ...process.env, GONOGO_EGRESS: options.egress };
  const imports = ['--import', resolver, ...(options.guarded ? ['--import', guard] : [])];
  const child = spawn(
    process.execPath,
    [...imports, '--input-type=module', '-e', program.replaceAll('PORT', String(port))],
    {
      cwd: root,
      env,
    },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const limit = setTimeout(() => child.kill('SIGKILL'), 30_000);
  return new Promise<string>((done) => child.on('close', () => (clearTimeout(limit), done(said))));
}

const say = `const say = (error) => console.log('failed:', error?.cause?.code ?? error?.code ?? error?.message ?? error);`;
const senders: Record<string, string> = {
  fetch: `await fetch('http://unlisted.test:PORT/').catch(say);`,
  'http.get': `import http from 'node:http'; http.get('http://unlisted.test:PORT/').on('error', say);`,
  'https.get': `import https from 'node:https'; https.get('https://unlisted.test:PORT/').on('error', say);`,
  'HTTP/2': `import http2 from 'node:http2'; const it = http2.connect('http://unlisted.test:PORT/'); it.on('error', say); it.on('connect', () => it.close());`,
  'a socket by name': `import net from 'node:net'; const it = net.connect(PORT, 'unlisted.test', () => it.end()); it.on('error', say);`,
  'a socket by an address in digits': `import { connect } from 'node:net'; const it = connect({ port: PORT, host: '0.0.0.0' }, () => it.end()); it.on('error', say);`,
  'a look-up before the socket': `import { lookup } from 'node:dns'; import net from 'node:net';
    lookup('unlisted.test', (error, address) => { if (error) return say(error); const it = net.connect(PORT, address, () => it.end()); it.on('error', say); });`,
  'a promised look-up before the socket': `import { lookup } from 'node:dns/promises'; import net from 'node:net';
    await lookup('unlisted.test').then(({ address }) => { const it = net.connect(PORT, address, () => it.end()); }, say);`,
  "Playwright's request context": `import { request } from '@playwright/test'; const context = await request.newContext();
    await context.get('http://unlisted.test:PORT/').catch((error) => console.log('failed:', /refused a connection/.test(error) ? 'ERR_GONOGO_EGRESS' : error)); await context.dispose();`,
  autocannon: `import autocannon from 'autocannon'; const { errors } = await autocannon({ url: 'http://unlisted.test:PORT/', connections: 1, amount: 1 });
    if (errors > 0) console.log('failed:', 'ERR_GONOGO_EGRESS', errors);`,
};

describe.each(Object.entries(senders))('%s', (_name, program) => {
  test('would reach the listener without the guard', async () => {
    await run(say + program, { guarded: false });
    expect(connections).toBeGreaterThan(0);
  });
  test('reaches nothing unlisted, not even a name server', async () => {
    const said = await run(say + program, { guarded: true, egress: '["listed.test"]' });
    expect(said).toContain('failed: ERR_GONOGO_EGRESS');
    expect(said).not.toContain('asked for');
    expect(connections).toBe(0);
  });
  test('reaches what is listed', async () => {
    await run(say + program.replaceAll('unlisted.test', 'sub.listed.test').replaceAll('0.0.0.0', '127.0.0.1'), {
      guarded: true,
      egress: '["*.listed.test"]',
    });
    expect(connections).toBeGreaterThan(0);
  });
});

test.each(['fetch', "Playwright's request context"])(
  '%s does not follow a redirect to an unlisted host',
  async (name) => {
    const program = say + senders[name]?.replaceAll('unlisted.test', 'listed.test');
    const redirect = () =>
      (answer = `HTTP/1.1 302 Found\r\nlocation: http://unlisted.test:${port}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
    redirect();
    await run(program, { guarded: false });
    expect(connections).toBe(2);
    connections = 0;
    redirect();
    expect(await run(program, { guarded: true, egress: '["listed.test"]' })).toContain('failed: ERR_GONOGO_EGRESS');
    expect(connections).toBe(1);
  },
);

test('sends no datagram to an unlisted address', async () => {
  const program = `${say} import { createSocket } from 'node:dgram'; const it = createSocket('udp4'); it.send('x', PORT, 'unlisted.test', (error) => { say(error); it.close(); });`;
  expect(await run(program, { guarded: true })).toContain('failed: ERR_GONOGO_EGRESS');
});

test('reaches loopback, Unix sockets and servers on every address without any list', async () => {
  const program = `import net from 'node:net'; import http from 'node:http'; import { tmpdir } from 'node:os';
    const server = http.createServer((_, response) => response.end('there')).listen(0, '0.0.0.0', async () => {
      console.log(await (await fetch('http://localhost:' + server.address().port)).text()); server.close(); });
    const path = tmpdir() + '/gonogo-' + process.pid + '.sock';
    const local = net.createServer((socket) => socket.end('unix')).listen(path, () => net.connect(path).on('data', (data) => console.log(String(data))).on('close', () => local.close()));`;
  const said = await run(program, { guarded: true });
  expect(said).toContain('there');
  expect(said).toContain('unix');
});

test('says which host was refused and what to do', async () => {
  const said = await run(`await fetch('http://unlisted.test/').catch((error) => console.log(error.cause.message))`, {
    guarded: true,
  });
  expect(said).toContain('refused a connection to unlisted.test');
  expect(said).toContain('allowedHosts');
});

test('stops the process when the list is no list', async () => {
  expect(await run(`console.log('went on')`, { guarded: true, egress: 'shop.test' })).toContain(
    'GONOGO_EGRESS must be a JSON array',
  );
  expect(await run(`console.log('went on')`, { guarded: true, egress: '[1]' })).not.toContain('went on\n');
});

test('keeps what util.promisify makes of dns.lookup', async () => {
  const program = `import dns from 'node:dns'; import { promisify } from 'node:util'; console.log(JSON.stringify(await promisify(dns.lookup)('127.0.0.1')));`;
  expect(await run(program, { guarded: true })).toContain('{"address":"127.0.0.1","family":4}');
});
