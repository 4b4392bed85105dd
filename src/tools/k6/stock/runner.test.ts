import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FurtherLimits } from '../../../records/further-limits.js';
import { parseLimit } from '../../../records/limit-expression.js';
import { loadEvidence, stockK6Lacks, type LoadEvidence } from '../../../records/load-evidence.js';
import { withToolbox } from '../../toolbox.js';
import { k6Command } from '../command.js';
import { stockOrder } from './order.js';

/** The real k6, whose samples are read while its own extension counts them too: what both say must be the same. */
const packageDir = path.resolve(import.meta.dirname, '../../../..');
vi.setConfig({ testTimeout: 60_000 });

type OfK6 = Extract<LoadEvidence, { tool: 'k6' }>;

let binary: string;
let dir: string;
let server: Server;
let shop: string;

beforeAll(async () => {
  const log = (line: string): void => console.log(line);
  const options = { config: {}, projectDir: packageDir, packageDir, headed: false, install: false, log };
  ({ path: binary } = await withToolbox(options, (toolbox) => toolbox.k6()));
  dir = mkdtempSync(path.join(tmpdir(), 'gonogo-stock-k6-'));
  let asked = 0;
  let broken = 0;
  server = createServer((request, response) => {
    asked += 1;
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    if (pathname === '/away') response.writeHead(302, { location: 'https://api.example.com/' }).end();
    else if (pathname === '/teapot') response.writeHead(418).end();
    else if (pathname === '/breaks' && (broken += 1) % 3 === 0) request.socket.destroy();
    else if (pathname === '/hangs') return;
    else setTimeout(() => response.end('fine'), asked % 40);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 600_000);
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true, force: true });
});

interface Asked {
  script?: string;
  /** Keys and expressions. */
  limits?: [key: string, expression: string][];
  further?: FurtherLimits;
  mostRequests?: number;
  /** What stands for k6. */
  program?: string;
  /** Has k6's extension count the same samples, into this file. */
  beside?: string;
  during?: (kill: (signal: NodeJS.Signals) => void, pid: number) => Promise<void>;
}

/** Runs a k6 as one without gonogo's extension. */
async function run(asked: Asked): Promise<{ code: number | null; said: string; evidence: OfK6; printed: string }> {
  const { script: text = '', limits = [], further = [], mostRequests = 1_000_000, beside } = asked;
  const script = path.join(dir, 'script.k6.js');
  const evidenceFile = path.join(dir, 'evidence.json');
  writeFileSync(script, text);
  rmSync(evidenceFile, { force: true });
  const made = await k6Command({
    k6: { path: asked.program ?? binary, version: '2.2.0', hasExtension: false },
    ...{ script, evidenceFile, profile: 'smoke', env: {}, egress: [], temp: dir, mostRequests },
    limits: limits.map(([key, expression]) => parseLimit(key, expression)),
  });
  const [node, runner = '', order = ''] = made.command;
  const told = stockOrder.parse(JSON.parse(order));
  const besides = beside === undefined ? [] : ['--out', `evidence=${beside}`];
  const command = [...told.command.slice(0, -1), ...besides, script];
  const child = spawn(node, [runner, JSON.stringify({ ...told, command })], {
    env: { ...process.env, ...made.env, GONOGO_RUN_ID: 'run-1', GONOGO_FURTHER_LIMITS: JSON.stringify(further) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // As under the supervisor: a signal to its group reaches k6 too.
    detached: true,
    timeout: 50_000,
  });
  let said = '';
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => void (said += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  const closed = new Promise<number | null>((done) => child.once('close', done));
  const { pid = NaN } = child;
  await asked.during?.((signal) => process.kill(-pid, signal), pid);
  const code = await closed;
  return { code, said, evidence: read(evidenceFile), printed };
}

function read(file: string): OfK6 {
  const evidence = loadEvidence.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (evidence.tool !== 'k6') throw new Error('not of k6');
  return evidence;
}

const limits: [key: string, expression: string][] = [
  ['checks', 'rate>0.9'],
  ['dropped_iterations', 'count<1000'],
  ['http_req_duration', 'p(95)<25'],
  ['http_req_duration{expected_response:true}', 'med<15'],
  ['http_req_duration{scenario:rush,name:front}', 'p(90)<20'],
  ['http_req_failed', 'rate<0.01'],
  ['http_req_failed{name:teapot}', 'rate<0.01'],
  ['http_reqs{scenario:calm}', 'count>1'],
  ['pause', 'p(99)<3'],
  ['sold', 'count>5'],
];
const further: FurtherLimits = [{ metric: 'http_req_duration{name:front}', expression: 'p(95)<10' }];

const busyScript = (): string => `
  import http from 'k6/http';
  import { check } from 'k6';
  import { Counter, Trend } from 'k6/metrics';
  const pause = new Trend('pause');
  const sold = new Counter('sold');
  const grace = { gracefulStop: '1s' };
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 60, timeUnit: '1s', duration: '3s', preAllocatedVUs: 20, ...grace },
      crowd: { executor: 'constant-arrival-rate', rate: 200, timeUnit: '1s', duration: '1s', preAllocatedVUs: 1, exec: 'front', ...grace },
      calm: { executor: 'constant-vus', vus: 2, duration: '3s', exec: 'front', ...grace },
      stuck: { executor: 'per-vu-iterations', vus: 3, iterations: 2, maxDuration: '2s', exec: 'hangs', ...grace },
    },
    thresholds: ${JSON.stringify(Object.fromEntries(limits.map(([key, expression]) => [key, [expression]])))},
  };
  const get = (to, name) => http.get('${shop}' + to, { tags: { name } });
  export function setup() { get('/', 'set-up'); }
  export function front() { check(get('/', 'front'), { fine: ({ status }) => status === 200 }); }
  export function hangs() { get('/hangs', 'hangs'); }
  export default function () {
    front();
    check(get('/teapot', 'teapot'), { fine: ({ status }) => status === 200 });
    get('/breaks', 'breaks');
    get('/away', 'away');
    http.get('https://api.example.com/pay');
    http.get(':3000/');
    http.get('${shop}/item/' + __ITER);
    pause.add(__ITER % 4);
    sold.add(2);
    if (__ITER % 5 === 0) throw new Error('broken');
  }
  export function teardown() { get('/', 'teardown'); }
`;

/** Powers differ in their last digits between Go and JavaScript: a sketch's estimates are the same to twelve. */
function rounded<T>(value: T): T {
  const round = (_: string, one: unknown): unknown => (typeof one === 'number' ? Number(one.toPrecision(12)) : one);
  return JSON.parse(JSON.stringify(value, round)) as T;
}

describe('beside the extension, in the same k6', () => {
  let stock: OfK6;
  let own: OfK6;
  /** So many seconds after the one of the stock evidence the extension's begin. */
  let shift: number;
  beforeAll(async () => {
    const beside = path.join(dir, 'beside.json');
    const ran = await run({ script: busyScript(), limits, further, beside });
    expect(ran.code, ran.said).toBe(0);
    expect(ran.printed).toBe('');
    [stock, own] = [ran.evidence, read(beside)];
    const secondOf = ({ startedAt }: OfK6): number => Math.floor(Date.parse(startedAt) / 1000);
    shift = secondOf(own) - secondOf(stock);
  }, 60_000);

  test('counts the same of everything that both tell', () => {
    const totals = ({
      complete,
      iterations,
      threw,
      droppedIterations,
      interruptedIterations,
      requests,
      unsent,
    }: OfK6) => ({
      ...{ complete, iterations, threw, droppedIterations, interruptedIterations, requests, unsent },
    });
    expect(totals(stock)).toEqual(totals(own));
    expect(stock.complete).toBe(true);
    // None of it is vacuous.
    for (const count of [stock.threw, stock.droppedIterations, stock.interruptedIterations, stock.unsent.requests])
      expect(count).toBeGreaterThan(0);
    expect(stock.unsent.to).toContain('api.example.com');
  });

  test('counts the same at every limit’s edge, policy.yaml’s too, in total and by second', () => {
    const later = (blocks: LoadEvidence['limits'][number]['blocks']) => [
      ...Array.from({ length: blocks.length === 0 ? 0 : shift }, () => ({ samples: 0, beyond: 0 })),
      ...blocks,
    ];
    const byKey = (all: LoadEvidence['limits']) =>
      all.toSorted((a, b) => (`${a.metric} ${a.expression}` < `${b.metric} ${b.expression}` ? -1 : 1));
    const expected = byKey(own.limits).map((one) => ({ ...one, blocks: later(one.blocks) }));
    expect(rounded(byKey(stock.limits))).toEqual(rounded(expected));
    expect(stock.limits).toHaveLength(limits.length + further.length);
    expect(stock.limits.filter(({ samples }) => samples > 0)).toHaveLength(limits.length + further.length);
  });

  test('tells the same series and steps, by second, with the same sketches and so the same quantiles', () => {
    expect(rounded(stock.steps)).toEqual(rounded(own.steps));
    expect(stock.foldedSeries).toBe(own.foldedSeries);
    const tellable = ({ series }: OfK6, seconds: number) =>
      series.map(({ durations, ...rest }) => ({
        ...rest,
        ...durations,
        seconds: [...Array.from({ length: seconds }, () => [0, 0]), ...(durations?.seconds ?? [])],
        slowest: durations?.slowest.map(({ durationMs }) => durationMs),
      }));
    const told = tellable(stock, 0);
    expect(rounded(told)).toEqual(rounded(tellable(own, shift)));
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['2xx', '3xx', '4xx', 'none']));
  });

  test('says what only the extension tells', () => {
    expect([stock.lacks, own.lacks]).toEqual([[...stockK6Lacks], []]);
    expect(stock.toolVersion).toBe('v2.2.0');
    expect(stock.lateMs?.length).toBeGreaterThanOrEqual(3);
  });
});

const loop = (): string => `
  import http from 'k6/http';
  export const options = { scenarios: { loop: { executor: 'constant-vus', vus: 1, duration: '40s' } } };
  export default function () { http.get('${shop}/'); }
`;
const sending = () =>
  vi.waitFor(() => expect(read(path.join(dir, 'evidence.json')).requests).toBeGreaterThan(0), {
    timeout: 20_000,
    interval: 100,
  });

test('is stopped at the requests that it may send, as by the extension', async () => {
  const { code, evidence, said } = await run({ script: loop(), mostRequests: 40 });
  expect(code, said).toBe(120);
  expect(said).toContain('and 40 are allowed');
  expect(evidence.complete).toBe(false);
  expect(evidence.requests).toBeGreaterThanOrEqual(40);
  expect(evidence.requests).toBeLessThan(1000);
});

test('is not complete when it was interrupted', async () => {
  const during = async (kill: (signal: NodeJS.Signals) => void) => {
    await sending();
    kill('SIGINT');
  };
  const { code, evidence, said } = await run({ script: loop(), during });
  expect(code, said).toBe(105);
  expect(evidence.complete).toBe(false);
});

test.runIf(existsSync('/proc/self/stat'))(
  'is known to have been late in the seconds in which it stood still',
  async () => {
    let [from, to] = [0, 0];
    const during = async (_: unknown, runner: number): Promise<void> => {
      await sending();
      const k6 = Number(readFileSync(`/proc/${runner}/task/${runner}/children`, 'utf8').trim());
      // Past its first ticks, so that what follows is between two.
      await pause(1500);
      from = Date.now();
      process.kill(k6, 'SIGSTOP');
      await pause(2500);
      to = Date.now();
      process.kill(k6, 'SIGCONT');
    };
    const short = loop().replace("'40s'", "'7s'");
    const { evidence, said } = await run({ script: short, during });
    expect(evidence.complete, said).toBe(true);
    const first = Math.floor(Date.parse(evidence.startedAt) / 1000);
    const stoodStill = evidence.lateMs?.slice(Math.floor(from / 1000) - first, Math.floor(to / 1000) - first + 1) ?? [];
    expect(stoodStill.length).toBeGreaterThanOrEqual(3);
    expect(Math.min(...stoodStill)).toBeGreaterThanOrEqual(2500);
  },
);

/** A program that stands for k6 and does this. */
function program(lines: string): string {
  const file = path.join(dir, 'some-k6');
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

const metric = (name: string, type: string): string =>
  `{"type":"Metric","data":{"name":"${name}","type":"${type}","contains":"default","thresholds":[],"submetrics":null},"metric":"${name}"}`;
const sample = (name: string, value: number): string =>
  `{"metric":"${name}","type":"Point","data":{"time":"${new Date().toISOString()}","value":${value},"tags":{"scenario":"rush"}}}`;
const print = (...lines: string[]): string => `cat <<'END'\n${lines.join('\n')}\nEND`;
const some = (): string => print(metric('http_reqs', 'counter'), sample('http_reqs', 1));

test('is complete with what was whole, and with the exit codes of a run that went to its end', async () => {
  for (const [exit, complete] of [
    [0, true],
    [99, true],
    [110, true],
    [107, false],
    [2, false],
  ] as const) {
    const { code, evidence } = await run({ program: program(`${some()}\nexit ${exit}`) });
    expect([code, evidence.complete, evidence.requests]).toEqual([exit, complete, 1]);
  }
});

test.each([
  ['was killed', () => `${some()}\nkill -9 $$`, 137, ''],
  ['printed a line that is cut', () => `${some()}\nprintf '%s' '{"metric":"http_re'`, 121, 'ends within a line'],
  ['printed something else', () => `${some()}\necho running`, 121, 'no sample: running'],
  ['printed another format', () => `echo metric_name,timestamp,metric_value`, 121, 'no sample'],
  [
    'lost samples by its own word',
    () => `${some()}\necho '{"level":"error","msg":"could not write","output":"json"}' >&2; sleep 1`,
    121,
    'lost samples',
  ],
])('is not complete when k6 %s', async (_, lines, exit, words) => {
  const { code, evidence, said } = await run({ program: program(lines()) });
  expect([code, evidence.complete], said).toEqual([exit, false]);
  expect(said).toContain(words);
});

test('is no evidence of a run when k6 does not start', async () => {
  const { code, evidence, said } = await run({ program: path.join(dir, 'none') });
  expect([code, evidence.complete, evidence.requests]).toEqual([1, false, 0]);
  expect(said).toContain('ENOENT');
});
