import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { egressArguments } from '../k6/egress.js';
import { withToolbox } from '../toolbox.js';
import { isLoopback } from '../../records/hosts.js';

/**
 * In the real k6, which is built where it is not yet. The listener is on every address, so that it can be reached where
 * nobody allowed it: by 0.0.0.0, and by the machine's own name.
 */
const packageDir = resolve(import.meta.dirname, '../../..');
const buildLimitMs = 600_000;
let k6: string;
const ownName = await lookup(hostname()).then(
  ({ address }) => (isLoopback(address) ? hostname() : undefined),
  () => undefined,
);
vi.setConfig({ testTimeout: 60_000 });

let server: Server;
let port: number;
let dir: string;
let hits: number;

beforeAll(async () => {
  const log = (line: string): void => console.log(line);
  const options = { config: {}, projectDir: packageDir, packageDir, headed: false, install: false, log };
  ({ path: k6 } = await withToolbox(options, (toolbox) => toolbox.k6()));
  dir = mkdtempSync(join(tmpdir(), 'gonogo-k6-'));
  server = createServer((request, response) => {
    hits += 1;
    const to = new URL(String(request.url), 'http://x').searchParams.get('to');
    if (to !== null) response.writeHead(302, { location: to });
    response.end();
  });
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
}, buildLimitMs);
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => {
  hits = 0;
});

/** One request by the real k6; `list` undefined: without any fence. */
async function get(url: string, list: string[] | undefined, options = ''): Promise<string> {
  const script = join(dir, 'script.js');
  const program = `import http from 'k6/http'; export const options = { iterations: 1, ${options} };
    export default () => { const { error } = http.get(${JSON.stringify(url)}); console.log(error ? 'refused: ' + error : 'arrived'); }`;
  writeFileSync(script, program);
  const fence = list === undefined ? [] : await egressArguments(list, dir);
  const env = { ...process.env, K6_NO_USAGE_REPORT: 'true', K6_AUTO_EXTENSION_RESOLUTION: 'false' };
  const words = ['run', '--quiet', ...fence, script];
  return new Promise((done) => execFile(k6, words, { env, timeout: 30_000 }, (_, out, err) => done(out + err)));
}
const at = (host: string, to?: string) =>
  `http://${host}:${port}/${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`;

describe('k6', () => {
  test.each(['127.0.0.1', 'localhost'])('reaches %s without a list', async (host) => {
    expect(await get(at(host), [])).toContain('arrived');
    expect(hits).toBe(1);
  });

  test('does not reach an unlisted address, directly or by a redirect', async () => {
    expect(await get(at('0.0.0.0'), undefined)).toContain('arrived');
    expect(await get(at('127.0.0.1', at('0.0.0.0')), undefined)).toContain('arrived');
    expect(hits).toBe(3);
    expect(await get(at('0.0.0.0'), [])).toContain('refused');
    expect(await get(at('127.0.0.1', at('0.0.0.0')), [])).toContain('refused');
    expect(hits).toBe(4);
  });

  test('does not reach an address that the script itself gives a name or takes off the list', async () => {
    const options = `hosts: { 'other.test': '0.0.0.0' }, blacklistIPs: ['203.0.113.0/24'],`;
    expect(await get(at('other.test'), undefined, options)).toContain('arrived');
    expect(await get(at('other.test'), [], options)).toContain('refused');
    expect(hits).toBe(1);
  });

  test.runIf(ownName !== undefined)('does not reach an unlisted name, though its address is allowed', async () => {
    const name = String(ownName);
    expect(await get(at(name), undefined)).toContain('arrived');
    expect(await get(at(name), [name])).toContain('arrived');
    expect(hits).toBe(2);
    expect(await get(at(name), [])).toContain('refused');
    expect(await get(at(name.toUpperCase()), [])).toContain('refused');
    expect(await get(at('127.0.0.1', at(name)), [])).toContain('refused');
    expect(hits).toBe(3);
  });
});
