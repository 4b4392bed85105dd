import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadEvidence, type LoadEvidence } from '../../records/load-evidence.js';
import { withToolbox } from '../toolbox.js';
import { k6Command } from './command.js';

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

let binary: string;
let dir: string;
let server: Server;
let asked = 0;
let hung = 0;

beforeAll(async () => {
  const log = (line: string): void => console.log(line);
  const options = { config: {}, projectDir: packageDir, packageDir, install: false, log };
  ({ path: binary } = await withToolbox(options, (toolbox) => toolbox.k6()));
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
  const script = path.join(dir, 'script.k6.js');
  const evidenceFile = path.join(dir, 'evidence.json');
  writeFileSync(
    script,
    `import http from 'k6/http';
    import { sleep } from 'k6';
    const grace = { gracefulStop: '2s' };
    export const options = { ${options} scenarios: ${scenarios}, thresholds: { http_req_duration: ['p(95)<500'], http_req_failed: ['rate<0.01'] } };
    export function setup() { http.get('${url}?once'); }
    export default function () { http.get('${url}'); sleep(0.05); }
    export function teardown() { http.get('${url}?once'); }`,
  );
  const env = { GONOGO_RUN_ID: 'run-1' };
  const made = await k6Command({ binary, script, evidenceFile, profile: 'smoke', env, egress: [], temp: dir });
  const [command, ...args] = made.command;
  const code = await new Promise((done) =>
    spawn(command, args, { env: { ...process.env, ...made.env, ...env }, stdio: 'ignore', timeout: 50_000 }).on(
      'close',
      done,
    ),
  );
  expect(code).toBe(0);
  return loadEvidence.parse(JSON.parse(readFileSync(evidenceFile, 'utf8')));
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
