import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSupervisor, type Supervisor } from './supervisor/index.js';
import { findGo, moduleProxy } from './toolchain.js';

/** An archive of the toolchain in miniature, as the module proxy would serve it. */
const prefix = 'golang.org/toolchain@v0.0.1-go1.26.8.test-x/';
let dir: string;
let supervisor: Supervisor;
let served: Buffer;
let server: Server;
let asked: string[];
const said: string[] = [];
const log = (line: string) => void said.push(line);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'gonogo-go-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(`${request.headers.authorization ?? ''}${request.url}`);
    response.writeHead(request.url?.startsWith('/gone') ? 404 : 200).end(served);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  served = zip({
    'bin/go': '#!/bin/sh\necho go1.26.8',
    'src/_go.mod': 'module std',
    'pkg/tool/link': 'x'.repeat(5000),
  });
  vi.stubEnv('PATH', [dir, '/bin', '/usr/bin'].join(delimiter));
  vi.stubEnv('GOPROXY', `off,${proxy()}`);
  pathGo('exit 1');
  const place = { runId: basename(dir), runDir: dir, tempDir: join(dir, 'tmp') };
  supervisor = await startSupervisor({ ...place, env: { PATH: String(process.env['PATH']) }, secrets: [] });
});
afterEach(async () => {
  await supervisor.close();
  vi.unstubAllEnvs();
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

const proxy = (credentials = '') => {
  const address = server.address();
  return `http://${credentials}127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
};
const pathGo = (program: string) => {
  writeFileSync(join(dir, 'go'), `#!/bin/sh\n${program}\n`);
  chmodSync(join(dir, 'go'), 0o755);
};
const archive = () => ({ platform: 'test-x', sha256: createHash('sha256').update(served).digest('hex') });
const cacheDir = () => join(dir, 'cache');
const find = (given: Parameters<typeof findGo>[1] = archive()) =>
  findGo({ supervisor, cacheDir: cacheDir(), log }, given);

/** The proxy's address once the proxy is gone. */
const nobody = () => {
  const address = proxy();
  server.close();
  return address;
};

function zip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = Buffer.from(prefix + path);
    const body = deflateRawSync(text);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(text), 10);
    facts.writeUInt32LE(body.length, 14);
    facts.writeUInt32LE(text.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, name, body]);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, name]));
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(centrals.length, 8);
  end.writeUInt16LE(centrals.length, 10);
  end.writeUInt32LE(Buffer.concat(centrals).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...centrals, end]);
}

test('takes the Go on PATH when it is new enough', async () => {
  pathGo('echo go1.27rc1');
  expect(await find()).toEqual({ path: 'go', env: {} });
  expect(asked).toEqual([]);
});

test.each(['echo go1.25.9', 'exit 1'])(
  'fetches the pinned toolchain once when Go on PATH does "%s"',
  async (program) => {
    pathGo(program);
    const go = await find();
    expect(go.path).toBe(join(cacheDir(), 'go1.26.8.test-x', 'bin', 'go'));
    expect(go.env).toEqual({ GOROOT: join(cacheDir(), 'go1.26.8.test-x'), GOTOOLCHAIN: 'local' });
    expect(readFileSync(join(cacheDir(), 'go1.26.8.test-x/src/go.mod'), 'utf8')).toBe('module std');
    expect(readdirSync(cacheDir())).toEqual(['go1.26.8.test-x']);
    expect(await find()).toEqual(go);
    expect(asked).toEqual(['/golang.org/toolchain/@v/v0.0.1-go1.26.8.test-x.zip']);
  },
);

test('takes nothing that is not what was pinned, and leaves nothing behind', async () => {
  const before = archive();
  served = zip({ 'bin/go': '#!/bin/sh\necho something else' });
  await expect(find(before)).rejects.toThrow(`expected ${before.sha256}`);
  expect(readdirSync(cacheDir())).toEqual([]);
});

test.each([
  ['a proxy that does not have it', () => `${proxy()}/gone`, 'it answered 404'],
  ['a proxy that is not there', nobody, 'ECONNREFUSED'],
  ['no proxy at all', () => 'off', 'names no module proxy'],
])('says what is wrong and what to do with %s', async (_name, setting, cause) => {
  vi.stubEnv('GOPROXY', setting());
  await expect(find()).rejects.toThrow(cause);
  await expect(find()).rejects.toMatchObject({
    name: 'SetupError',
    message: expect.stringContaining('Install Go 1.26'),
  });
});

test('refuses a platform without a pinned toolchain, and an archive that reaches out of its folder', async () => {
  await expect(find({ platform: 'plan9-mips', sha256: undefined })).rejects.toThrow('none is pinned for plan9-mips');
  served = zip({ '../../out': 'out' });
  await expect(find()).rejects.toThrow('would leave its folder');
  expect(existsSync(join(dir, 'out'))).toBe(false);
});

test("sends a company proxy's credentials and never prints them", async () => {
  vi.stubEnv('GOPROXY', proxy('reader:pass%2Fword@'));
  await find();
  expect(asked[0]).toContain(`Basic ${Buffer.from('reader:pass/word').toString('base64')}`);
  vi.stubEnv('GOPROXY', `${proxy('reader:pass%2Fword@')}/gone`);
  rmSync(cacheDir(), { recursive: true });
  await expect(find()).rejects.not.toThrow('pass');
});

test.each([undefined, '', 'direct'])('without a proxy to ask (GOPROXY=%s) it says what to set', (setting) => {
  expect(() => moduleProxy(setting)).toThrow('set GOPROXY');
});

test.each([
  ['https://one.test/,direct', 'https://one.test'],
  ['direct|http://two.test/go', 'http://two.test/go'],
])('reads GOPROXY=%s', (setting, expected) => {
  expect(moduleProxy(setting)).toBe(expected);
});
