import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { loadEvidence, type LoadEvidence } from '../../src/records/load-evidence.js';
import { withToolbox } from '../../src/tools/toolbox.js';
import { repository } from '../repository.js';
import { sober } from './command.js';
import { archiveCommand, runnersOf, unpause, type Here, type Runner, type TestRun } from './k6-operator.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';

/**
 * The TestRun of load/k6-operator as the operator runs it, by as many real k6 on this machine: what they leave merges to
 * what one k6 leaves. `basket` is of the iteration alone, so every run of the script has the same values, to be sorted here.
 */
const testRun = parse(readFileSync(path.join(repository, 'load/k6-operator/test-run.yaml'), 'utf8')) as TestRun;
const iterations = 1003;
const quantiles = {
  'p(95)<700': { share: 0.95, edge: 700 },
  'med<300': { share: 0.5, edge: 300 },
  'p(99)<1000': { share: 0.99, edge: 1000 },
};
const valueOf = (n: number): number => 5 + 0.9 * ((n * 7919) % iterations);
const script = `
  import http from 'k6/http';
  import exec from 'k6/execution';
  import { check } from 'k6';
  import { Trend } from 'k6/metrics';
  import { mark } from 'k6/x/evidence';
  const basket = new Trend('basket', true);
  const profile: string | undefined = __ENV.GONOGO_PROFILE;
  if (profile !== 'standard') throw new Error('the profile did not come through: ' + profile);
  export const options = {
    scenarios: {
      rush: { executor: 'shared-iterations', vus: 9, iterations: ${iterations}, maxDuration: '100s' },
      lone: { executor: 'per-vu-iterations', vus: 1, iterations: 7, exec: 'lone', maxDuration: '100s' },
    },
    thresholds: {
      basket: ${JSON.stringify(Object.keys(quantiles))},
      checks: ['rate>0.8'],
      http_req_failed: ['rate<0.2'],
      http_reqs: ['count>1000'],
    },
  };
  export default function () {
    const n = exec.scenario.iterationInTest;
    basket.add(5 + 0.9 * ((n * 7919) % ${iterations}));
    const page = n % 10 === 0 ? 'gone' : '';
    check(http.get(\`\${__ENV.GONOGO_TARGET}/\${page}\`), { 'is served': ({ status }) => status === 200 });
  }
  export function lone() { mark('the watch looks'); http.get(\`\${__ENV.GONOGO_TARGET}/robots.txt\`); }
`;

type OfK6 = Extract<LoadEvidence, { tool: 'k6' }>;
let binary: string;

beforeAll(async () => {
  const log = (line: string): void => console.log(line);
  const options = { config: {}, projectDir: repository, packageDir: repository, headed: false, install: false, log };
  ({ path: binary } = await withToolbox(options, (toolbox) => toolbox.k6()));
});

function read(file: string): OfK6 {
  const found = loadEvidence.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (found.tool !== 'k6') throw new Error('not of k6');
  return found;
}

function place(): Here & { dir: string } {
  const dir = mkdtempSync(path.join(tmpdir(), 'gonogo-operator-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = path.join(dir, testRun.spec.script.configMap.file);
  writeFileSync(file, script);
  return { dir, script: file, evidence: dir };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** Brings the runners up, paused, and starts all of them as the starter does. @returns their exit codes. */
async function runAll(run: TestRun, here: Here, target: string): Promise<unknown[]> {
  const ports = await Promise.all(Array.from({ length: run.spec.parallelism }, freePort));
  const portOf = (index: number): number => Number(ports[index - 1]);
  const children = runnersOf(run, here, portOf).map((runner) => startOf(runner, target));
  const said = children.map((child) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    return () => text;
  });
  const ended = children.map((child) => once(child, 'close').then(([code]: unknown[]) => code));
  await vi.waitFor(
    async () => {
      for (const port of ports) expect((await fetch(`http://127.0.0.1:${port}/v1/status`)).ok).toBe(true);
    },
    { timeout: 60_000, interval: 100 },
  );
  for (const port of ports) {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`http://127.0.0.1:${port}/v1/status`, { method: 'PATCH', headers, body: unpause });
    expect(answer.ok).toBe(true);
  }
  const codes = await Promise.all(ended);
  expect(said.map((of) => of())).toEqual(codes.map(() => ''));
  return codes;
}

function startOf({ command, env }: Runner, target: string): ChildProcess {
  const child = spawn(binary, command, {
    env: { ...sober(process.env), ...env, GONOGO_TARGET: target },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function k6(...words: string[]) {
  // Else `k6 x` asks elsewhere for further commands.
  const env = { ...sober(process.env), K6_AUTO_EXTENSION_RESOLUTION: 'false' };
  return spawnSync(binary, words, { encoding: 'utf8', timeout: 60_000, env });
}

const filesIn = ({ dir }: { dir: string }): string[] =>
  readdirSync(dir)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => path.join(dir, file));

/** What each limit found, without when: the seconds are those of the run. */
const foundIn = ({ limits }: OfK6) =>
  new Map(limits.map(({ blocks, ...found }) => [`${found.metric} ${found.expression}`, [found, blocks.length > 0]]));
const stepsOf = ({ steps }: OfK6) => steps.map(({ name, requests, failed }) => ({ name, requests, failed }));

test('what the runners leave merges to what one k6 leaves: counts exactly, quantiles within 1 %', async () => {
  const shop = closing(await openShop(), (it) => it.stop());
  const [several, one] = [place(), place()];
  const { parallelism } = testRun.spec;
  expect(parallelism).toBeGreaterThan(1);
  const codes = await runAll(testRun, several, shop.url);
  expect(codes).toEqual(Array.from({ length: parallelism }, () => 0));
  const lone = { ...testRun, spec: { ...testRun.spec, parallelism: 1 } };
  expect(await runAll(lone, one, shop.url)).toEqual([0]);

  // Four files of one run, by the run's id and the pod; each alone is not the run.
  const files = filesIn(several);
  expect(files.map((file) => path.basename(file))).toEqual(
    Array.from({ length: parallelism }, (_, at) => `rush-1.checkout-rush-${at + 1}-x7k2p.json`),
  );
  expect(files.map((file) => read(file).complete)).toEqual(files.map(() => false));

  const out = path.join(several.dir, 'whole');
  const merged = k6('x', 'evidence', 'merge', '--out', out, ...files);
  expect([merged.status, merged.stderr]).toEqual([0, '']);
  const [whole, single] = [read(out), read(String(filesIn(one)[0]))];
  expect(whole).toMatchObject({ complete: true, runId: 'rush-1', runners: files.map(() => ({ ended: true })) });

  for (const name of ['iterations', 'requests', 'threw', 'droppedIterations', 'interruptedIterations'] as const)
    expect([name, whole[name]]).toEqual([name, single[name]]);
  expect(whole.iterations).toBe(iterations + 7);
  expect(stepsOf(whole)).toEqual(stepsOf(single));
  expect(whole.marks?.map(({ name, count }) => [name, count])).toEqual([['the watch looks', 7]]);
  expect(foundIn(whole)).toEqual(foundIn(single));

  const truth = Array.from({ length: iterations }, (_, n) => valueOf(n)).toSorted((a, b) => a - b);
  const basket = whole.limits.filter(({ metric }) => metric === 'basket');
  expect(basket).toHaveLength(3);
  for (const { expression, samples, beyond, observed, sum } of basket) {
    const { share, edge } = quantiles[expression as keyof typeof quantiles];
    const atLeast = truth.filter((value) => value >= edge).length;
    expect([expression, samples, beyond]).toEqual([expression, iterations, atLeast]);
    const exact = Number(truth[Math.ceil(share * iterations) - 1]);
    expect(Math.abs(Number(observed) - exact) / exact).toBeLessThanOrEqual(0.01);
    expect(sum).toBeCloseTo(
      truth.reduce((all, value) => all + value, 0),
      3,
    );
  }

  // A pod whose file did not come back: merged, and not the run.
  const without = path.join(several.dir, 'without');
  expect(k6('x', 'evidence', 'merge', '--out', without, ...files.slice(1)).status).toBe(0);
  expect(read(without).complete).toBe(false);
}, 200_000);

test('what the operator looks at first can be archived and inspected, with as many virtual users as runners', () => {
  const here = place();
  const archive = path.join(here.dir, 'script.tar');
  const archived = k6(...archiveCommand(testRun, here, archive));
  expect([archived.status, archived.stderr]).toEqual([0, '']);
  const inspected = k6('inspect', '--execution-requirements', archive);
  expect([inspected.status, inspected.stderr]).toEqual([0, '']);
  const { maxVUs } = JSON.parse(inspected.stdout) as { maxVUs: number };
  expect(maxVUs).toBeGreaterThanOrEqual(testRun.spec.parallelism);
}, 100_000);
