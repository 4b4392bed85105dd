import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadEvidence, type LoadEvidence } from '../../src/records/load-evidence.js';
import { plan } from '../../src/records/plan.js';
import { withToolbox } from '../../src/tools/toolbox.js';
import { repository } from '../repository.js';
import { send } from '../../src/tools/supervisor/processes.js';
import { startPlan, startVerify, verify, type Ended, type Running } from './command.js';
import { leftoversOf } from './leftovers.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';
import { until } from './until.js';

/** One run of a k6 script by several k6 processes: with the real k6. */
const script = (seconds: number, vus = 40): string => `
  import http from 'k6/http';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '${seconds}s', preAllocatedVUs: ${vus} },
    },
    thresholds: { http_req_duration: ['med<5000'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/?by=k6\`); }
`;
const saturation = `
  import { defineSaturation } from 'gonogo';
  export default defineSaturation({
    path: '/',
    connections: 2,
    seconds: { smoke: 2, standard: 2, full: 2 },
    expectBody: (body) => body.includes('<h1>'),
    limits: { http_req_duration: ['med<5000'] },
  });
`;
const project = (files: Record<string, string>) =>
  set({ files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, ...files } });

const rowOf = ({ verdict }: Ended) => verdict?.checks.find(({ id }) => id.startsWith('load/rush/'));
const rawOf = ({ runDir }: Ended): string[] => readdirSync(path.join(runDir, 'evidence/raw')).sort();
function evidenceOf({ runDir }: Ended, name: string): Extract<LoadEvidence, { tool: 'k6' }> {
  const found = loadEvidence.parse(JSON.parse(readFileSync(path.join(runDir, 'evidence/raw', name), 'utf8')));
  if (found.tool !== 'k6') throw new Error('not of k6');
  return found;
}

/** The k6 processes of a command that send load, by their segments. */
function senders({ mark }: Running): Map<string, number> {
  const pids = leftoversOf({ mark, runId: mark }).processes.map((it) => Number.parseInt(it, 10));
  const found = pids.flatMap((pid) => {
    const file = `/proc/${pid}/cmdline`;
    const words = existsSync(file) ? readFileSync(file, 'utf8').split('\0') : [];
    const at = words.indexOf('--execution-segment');
    return words[0]?.endsWith('/k6') === true && at > 0 ? [[words[at + 1] ?? '', pid] as const] : [];
  });
  return new Map(found);
}

function environmentOf(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}

describe('--segments', () => {
  test('has a script’s load sent by so many k6, and judges what they measured together', async () => {
    const { shop, project: tiny } = await project({
      'load/rush.k6.ts': script(2),
      'load/busy.autocannon.ts': saturation,
    });
    const ended = await verify(tiny, ['--segments', '2'], { withinMs: 400_000 });
    expect([ended.code, ended.verdict?.verdict], ended.said).toEqual([0, 'GO']);
    expect(rawOf(ended).filter((file) => file.startsWith('rush'))).toEqual([
      ...['rush.json', 'rush@1-of-2.json', 'rush@2-of-2.json'],
    ]);
    const [whole, ...parts] = ['rush.json', 'rush@1-of-2.json', 'rush@2-of-2.json'].map((it) => evidenceOf(ended, it));
    expect(whole).toMatchObject({
      ...{ complete: true, runId: path.basename(ended.runDir), droppedIterations: 0 },
      runners: [{ segment: '0:1/2' }, { segment: '1/2:1' }],
    });
    expect(parts.map(({ complete, runId }) => [complete, runId])).toEqual(parts.map(() => [false, whole?.runId]));
    // What staging saw is what was measured, and each k6 sent half of it.
    expect(whole?.requests).toBe(shop.requests.filter((line) => line.includes('by=k6')).length);
    expect(whole?.requests).toBeGreaterThanOrEqual(40);
    expect(parts.map(({ requests }) => Math.abs(2 * requests - Number(whole?.requests)) <= 2)).toEqual([true, true]);
    const kept = readFileSync(path.join(ended.runDir, 'plan.json'), 'utf8');
    expect(plan.parse(JSON.parse(kept)).segments).toBe(2);
    expect(ended.said).toContain('load/busy.autocannon.ts: autocannon sends it from one process');
    expect(readFileSync(path.join(ended.runDir, 'report.html'), 'utf8')).toContain('sent by 2 k6 side by side');
    expect(ended.leftovers).toEqual({ processes: [], folders: [] });
  }, 420_000);

  test('never passes where one of them is killed, says which, and lets none go on without it', async () => {
    const { project: tiny } = await project({ 'load/rush.k6.ts': script(50) });
    const running = startVerify(tiny, { withinMs: 300_000 }, ['--segments', '2']);
    await until('both k6 send', 100_000, () => senders(running).size === 2);
    const second = senders(running).get('1/2:1');
    if (second === undefined) throw new Error('the second k6 has ended');
    send(second, 'SIGKILL');
    const ended = await running.ended;
    expect([ended.code, ended.verdict?.verdict], ended.said).toEqual([3, 'INCONCLUSIVE']);
    expect(rowOf(ended)).toMatchObject({ outcome: 'missing', reasonCode: 'runner-died', attribution: 'harness' });
    expect(rowOf(ended)?.message).toContain('k6 of segment 2 of 2 was killed');
    if (rawOf(ended).includes('rush.json'))
      expect(evidenceOf(ended, 'rush.json')).toMatchObject({
        complete: false,
        runners: [{ ended: false }, { ended: false }],
      });
    expect(ended.leftovers).toEqual({ processes: [], folders: [] });
  }, 320_000);

  test('never passes where what they left is not one run, and shows none of them as the run', async () => {
    const log = (line: string): void => console.log(line);
    const options = { config: {}, projectDir: repository, packageDir: repository, headed: false, install: false, log };
    const { path: binary } = await withToolbox(options, (toolbox) => toolbox.k6());
    const { project: tiny, shop } = await project({ 'load/rush.k6.ts': script(2) });
    const refusing = `[ "$1" = x ] && echo 'level=error msg="not merged: mixed runs"' >&2 && exit 255\nexec '${binary}' "$@"`;
    const k6 = tiny.writeProgram('refusing-k6', refusing);
    tiny.write(
      'staging.config.ts',
      `export default { name: 'Tiny', staging: { target: '${shop.url}' }, k6: '${k6}' };`,
    );
    const ended = await verify(tiny, ['--segments', '2'], { withinMs: 300_000 });
    expect([ended.code, ended.verdict?.verdict], ended.said).toEqual([3, 'INCONCLUSIVE']);
    expect(rowOf(ended)).toMatchObject({ outcome: 'errored', reasonCode: 'counts-disagree', attribution: 'harness' });
    expect(rowOf(ended)?.message).toBe('What the segments of k6 left is not one run: not merged: mixed runs.');
    expect(rowOf(ended)?.evidence).toEqual(
      expect.arrayContaining(['evidence/raw/rush@1-of-2.json', 'evidence/raw/rush@2-of-2.json']),
    );
    expect(readFileSync(path.join(ended.runDir, 'report.html'), 'utf8')).toContain('No evidence of this script.');
  }, 320_000);

  test('leaves none of them behind when the run is stopped', async () => {
    const requests = 2000;
    const { project: tiny } = await set((it) => ({
      config: `export default { name: 'Tiny shop', staging: { target: '${it.url}' }, caps: { requests: ${requests} } };`,
      files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/rush.k6.ts': script(50) },
    }));
    const running = startVerify(tiny, { withinMs: 300_000 }, ['--segments', '3']);
    await until('all k6 send', 100_000, () => senders(running).size === 3);
    const told = [...senders(running).values()].map((pid) => environmentOf(pid));
    running.child.kill('SIGINT');
    const ended = await running.ended;
    // One run, and of its requests a third each: what tests and load may send together is caps.requests.
    expect(told.map((env) => env['GONOGO_RUN_ID'])).toEqual(told.map(() => path.basename(ended.runDir)));
    const { gatherings } = plan.parse(JSON.parse(readFileSync(path.join(ended.runDir, 'plan.json'), 'utf8')));
    const ofTests = gatherings.filter(({ tool }) => tool === 'playwright');
    const left = ofTests.reduce((sum, { estimatedRequests }) => sum - estimatedRequests, requests);
    const most = told.map((env) => Number(env['GONOGO_MOST_REQUESTS']));
    expect(most).toEqual(most.map(() => Math.floor(left / 3)));
    expect(left % 3).not.toBe(0);
    expect([ended.code, ended.verdict?.verdict], ended.said).toEqual([130, 'INCONCLUSIVE']);
    expect(ended.leftovers).toEqual({ processes: [], folders: [] });
  }, 320_000);

  test('shares caps.requests: together they send no more than one k6 might', async () => {
    const loop = script(60).replace(/rush: \{.*\}/, "rush: { executor: 'constant-vus', vus: 2, duration: '60s' }");
    const { shop, project: tiny } = await set((it) => ({
      config: `export default { name: 'Tiny shop', staging: { target: '${it.url}' }, caps: { requests: 500 } };`,
      files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/rush.k6.ts': loop },
    }));
    const ended = await verify(tiny, ['--segments', '2'], { withinMs: 300_000 });
    const sent = shop.requests.filter((line) => line.includes('by=k6')).length;
    // A tenth of a second's more, by two virtual users.
    expect(sent, ended.said).toBeLessThan(2000);
    expect([ended.code, ended.verdict?.verdict], ended.said).toEqual([3, 'INCONCLUSIVE']);
    expect(rowOf(ended)).toMatchObject({ outcome: 'insufficient', reasonCode: 'generator-saturated' });
    expect(rowOf(ended)?.message).toMatch(/^k6 of segment [12] of 2 fell short: .*caps\.requests/);
  }, 320_000);

  test.each([
    ['0', 'Say a whole number from 1 to 16.'],
    ['17', 'Say a whole number from 1 to 16.'],
    ['two', 'Say a whole number from 1 to 16.'],
    ['5', 'load/rush.k6.ts cannot be divided into 5 segments'],
  ])('of %s is refused before anything is sent', async (segments, words) => {
    const { shop, project: tiny } = await project({ 'load/rush.k6.ts': script(2, 4) });
    const ended = await verify(tiny, ['--segments', segments], { withinMs: 100_000 });
    expect([ended.code, ended.verdict?.verdict], ended.said).toEqual([2, 'INCONCLUSIVE']);
    expect(ended.said).toContain(words);
    expect(shop.requests.filter((line) => line.includes('by=k6'))).toEqual([]);
  });

  test('of a plan without a k6 script is refused; the plan says into how many it divides one', async () => {
    const { project: without } = await project({});
    const refused = await startPlan(without, {}, ['--segments', '2']).ended;
    expect([refused.code, refused.said]).toEqual([2, expect.stringContaining('--segments 2 divides k6 scripts')]);
    const { project: tiny } = await project({ 'load/rush.k6.ts': script(2) });
    const planned = await startPlan(tiny, {}, ['--segments', '3']).ended;
    expect([planned.code, planned.stdout], planned.said).toEqual([0, expect.stringContaining('rush (3 × k6, about')]);
    const plain = await startPlan(tiny, {}, ['--segments', '1']).ended;
    expect(plain.stdout).toContain('rush (k6, about');
  });
});
