import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadEvidence, type LoadEvidence } from '../../records/load-evidence.js';
import { withToolbox } from '../toolbox.js';
import { segmentsOf } from '../../records/segments.js';
import { k6Command } from './command.js';
import type { K6 } from './find.js';
import { segmentArguments } from './segment.js';

/** What the real k6, built where it is not yet, says of a target that hangs or is not there. */
const packageDir = path.resolve(import.meta.dirname, '../../..');
vi.setConfig({ testTimeout: 60_000 });

const everyExecutor = `{
  arrivals: { executor: 'constant-arrival-rate', rate: 10, timeUnit: '1s', duration: '2s', preAllocatedVUs: 30, ...grace },
  ramp: { executor: 'ramping-arrival-rate', startRate: 5, stages: [{ duration: '2s', target: 15 }], preAllocatedVUs: 30, ...grace },
  loop: { executor: 'constant-vus', vus: 3, duration: '2s', ...grace },
  fewer: { executor: 'ramping-vus', startVUs: 4, stages: [{ duration: '2s', target: 1 }], gracefulRampDown: '1s', ...grace },
  shared: { executor: 'shared-iterations', vus: 3, iterations: 30, maxDuration: '2s', ...grace },
  each: { executor: 'per-vu-iterations', vus: 3, iterations: 10, maxDuration: '2s', ...grace },
}`;

let k6: K6;
let dir: string;
let server: Server;
let asked = 0;
let hung = 0;

beforeAll(async () => {
  const log = (line: string): void => console.log(line);
  const options = { config: {}, projectDir: packageDir, packageDir, headed: false, install: false, log };
  k6 = await withToolbox(options, (toolbox) => toolbox.k6());
  dir = mkdtempSync(path.join(tmpdir(), 'gonogo-k6-evidence-'));
  server = createServer((request, response) => {
    asked += 1;
    if (request.url?.startsWith('/away') === true)
      response.writeHead(302, { location: 'https://api.example.com/' }).end();
    else if (request.url !== '/hangs' || asked % 10 !== 0) response.end('fine');
    else hung += 1;
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
}, 600_000);
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function run(scenarios: string, url: string, options = ''): Promise<LoadEvidence> {
  const { child, evidenceFile } = await start(scenarios, url, options);
  expect(await closed(child)).toBe(0);
  return read(evidenceFile);
}

function read(file: string): LoadEvidence {
  return loadEvidence.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function closed(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once('close', done));
}

async function start(scenarios: string, url: string, options = '', name = 'evidence', more: string[] = []) {
  const script = path.join(dir, 'script.k6.js');
  const evidenceFile = path.join(dir, `${name}.json`);
  writeFileSync(
    script,
    `import http from 'k6/http';
    import { mark, traceparent } from 'k6/x/evidence';
    import { sleep } from 'k6';
    const grace = { gracefulStop: '2s' };
    export const options = { ${options} scenarios: ${scenarios}, thresholds: { http_req_duration: ['p(95)<500'], http_req_failed: ['rate<0.01'] } };
    export function setup() { mark('begins'); http.get('${url}?once'); }
    export default function () { http.get('${url}', { headers: { traceparent: traceparent() } }); sleep(0.05); }
    export function teardown() { http.get('${url}?once'); }`,
  );
  const env = { GONOGO_RUN_ID: 'run-1' };
  const made = await k6Command({
    k6,
    script,
    limits: [],
    evidenceFile,
    profile: 'smoke',
    env,
    egress: [],
    temp: dir,
    mostRequests: 1_000_000,
  });
  const [command, ...args] = made.command;
  const words = [...args.slice(0, -1), ...more, script];
  const child = spawn(command, words, {
    env: { ...process.env, ...made.env, ...env },
    stdio: 'ignore',
    timeout: 50_000,
  });
  return { child, evidenceFile };
}

const at = (to: string): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}${to}`;

test('an iteration that k6 cuts off leaves no sample, and is counted: in every executor', async () => {
  const evidence = await run(everyExecutor, at('/hangs'));
  expect(hung).toBeGreaterThan(6);
  expect(evidence.interruptedIterations).toBe(hung);
  expect(evidence).toMatchObject({ complete: true, requests: asked - hung });
  expect(evidence.limits.map(({ beyond }) => beyond)).toEqual([0, 0]);
});

test('no iteration is cut off where all are answered', async () => {
  const evidence = await run(everyExecutor, at('/'));
  expect(evidence.iterations).toBeGreaterThan(100);
  expect(evidence).toMatchObject({ complete: true, interruptedIterations: 0, droppedIterations: 0 });
  expect(evidence).toMatchObject({ marks: [{ name: 'begins', count: 1 }], foldedMarks: 0 });
});

test('a connection that is refused is beyond every upper limit on its duration', async () => {
  const { limits } = await run(`{ few: { executor: 'shared-iterations', iterations: 8 } }`, 'http://127.0.0.1:9/');
  expect(limits.map(({ samples, beyond }) => [samples, beyond])).toEqual([
    [10, 10],
    [10, 10],
  ]);
});

const few = `{ few: { executor: 'shared-iterations', iterations: 8 } }`;

test.each([
  ['a host that is not allowed', 'https://api.example.com/pay', 'api.example.com'],
  ['an address that is not allowed', 'http://203.0.113.7:81/', '203.0.113.7'],
  ['no host', 'undefined/pay', 'undefined/pay'],
])('a request to %s is kept back, and in no figure of the target', async (_, url, to) => {
  const { unsent, requests, limits } = await run(few, url);
  expect({ unsent, requests, samples: limits.map(({ samples }) => samples) }).toEqual({
    // 8 iterations, setup and teardown, whose addresses hold a query.
    unsent: { requests: 10, to: [to] },
    requests: 0,
    samples: [0, 0],
  });
});

test('an address that cannot be read leaves no sample, and is counted all the same', async () => {
  const { unsent, requests } = await run(few, ':3000/');
  expect([unsent.requests, requests]).toEqual([10, 0]);
  expect(unsent.to).toContain('invalid URL: parse ":3000/": missing protocol scheme');
});

test('a host that the script itself blocks counts as kept back', async () => {
  const { unsent } = await run(few, at('/').replace('127.0.0.1', 'localhost'), `blockHostnames: ['localhost'],`);
  expect(unsent).toEqual({ requests: 10, to: ['localhost'] });
});

test('a redirect to a host that is not allowed is a failed request of the target', async () => {
  const { unsent, requests, limits } = await run(few, at('/away'));
  expect([unsent.requests, requests, limits[1]?.beyond]).toEqual([0, 20, 10]);
});

const rush = `{ rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '2s', preAllocatedVUs: 20, env: { TOKEN: 'hunter2' } } }`;

test('tells each series with the traces of its slowest requests, how k6 itself fared, and no secret', async () => {
  const evidence = await run(rush, at('/'));
  if (evidence.tool !== 'k6' || evidence.runners === undefined) throw new Error('not of k6 with its extension');
  const [setUp, own] = ['', 'rush'].map((name) => evidence.series.find(({ scenario }) => scenario === name));
  expect(setUp).toMatchObject({ scenario: '', requests: 2, status: '2xx' });
  expect(own).toMatchObject({ scenario: 'rush', method: 'GET', status: '2xx', expected: 'true', failed: 0 });
  expect(own?.durations?.count).toBe(evidence.iterations);
  expect(own?.durations?.slowest.every(({ traceId }) => /^[0-9a-f]{32}$/.test(traceId ?? ''))).toBe(true);
  expect(setUp?.durations?.slowest.every(({ traceId }) => traceId === undefined)).toBe(true);
  const [runner] = evidence.runners;
  expect(runner?.instrument.scenarios[0]?.startLag?.ticks).toBe(evidence.iterations + evidence.droppedIterations);
  expect(runner?.instrument.seconds.hiccupMaxMs.some((late) => late !== null && late > 0)).toBe(true);
  expect(runner?.instrument.seconds.activeVUs.some((active) => active !== null && active > 0)).toBe(true);
  expect(JSON.stringify(evidence)).not.toContain('hunter2');
});

test('a k6 that is killed leaves its last checkpoint, which says that it is not complete', async () => {
  const long = rush.replace("duration: '2s'", "duration: '40s'");
  const { child, evidenceFile } = await start(long, at('/'), '', 'killed');
  try {
    await vi.waitFor(() => expect(read(evidenceFile).requests).toBeGreaterThan(0), { timeout: 20_000, interval: 100 });
  } finally {
    child.kill('SIGKILL');
  }
  await closed(child);
  expect(read(evidenceFile)).toMatchObject({ complete: false, runners: [{ ended: false }] });
});

function merge(out: string, ...given: string[]) {
  return spawnSync(k6.path, ['x', 'evidence', 'merge', '--out', path.join(dir, out), ...given], {
    ...{ encoding: 'utf8', timeout: 20_000, env: { ...process.env, K6_AUTO_EXTENSION_RESOLUTION: 'false' } },
  });
}

test('segments merge to the whole in any order; one of them is no whole, and none counts twice', async () => {
  const parts = ['0:1/2', '1/2:1'];
  const files: string[] = [];
  for (const part of parts) {
    const segment = ['--execution-segment', part, '--execution-segment-sequence', '0,1/2,1'];
    const { child, evidenceFile } = await start(rush, at('/'), '', `part-${files.length}`, segment);
    expect(await closed(child)).toBe(0);
    expect(read(evidenceFile).complete).toBe(false);
    files.push(evidenceFile);
  }
  expect(merge('one.json', ...files).status).toBe(0);
  expect(merge('other.json', ...files.toReversed()).status).toBe(0);
  const [one, other] = ['one.json', 'other.json'].map((name) => readFileSync(path.join(dir, name), 'utf8'));
  expect(one).toBe(other);
  const whole = read(path.join(dir, 'one.json'));
  expect(whole).toMatchObject({ complete: true, runners: parts.map((segment) => ({ segment, ended: true })) });
  expect(whole.requests).toBe(files.reduce((sum, file) => sum + read(file).requests, 0));
  expect(whole.iterations).toBe(files.reduce((sum, file) => sum + read(file).iterations, 0));
  const twice = merge('twice.json', ...files, ...files.slice(1));
  expect(twice.status).not.toBe(0);
  expect(twice.stderr).toContain('the segments 1/2:1 and 1/2:1 overlap');
});

test('what cannot be divided is sent by the first segment, whole: the other has nothing to do, and says so', async () => {
  const one = `{ one: { executor: 'shared-iterations', vus: 1, iterations: 8 } }`;
  const files: string[] = [];
  for (const segment of segmentsOf(2)) {
    const name = `undivided-${segment.nth}`;
    const { child, evidenceFile } = await start(one, at('/'), '', name, segmentArguments(segment));
    expect(await closed(child)).toBe(0);
    files.push(evidenceFile);
  }
  expect(files.map((file) => read(file).iterations)).toEqual([8, 0]);
  expect(merge('undivided.json', ...files).status).toBe(0);
  const whole = read(path.join(dir, 'undivided.json'));
  // And setup and teardown of each.
  expect(whole).toMatchObject({ complete: true, iterations: 8, requests: 8 + 2 * 2 });
  const runners = whole.tool === 'k6' ? whole.runners : [];
  const scenarios = runners?.map(({ instrument }) => instrument.scenarios.length);
  expect(scenarios).toEqual([1, 0]);
});
