import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSupervisor, type Supervisor } from '../supervisor/index.js';
import { inspectAutocannon } from './inspect.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// Inside the repository, so that a script finds gonogo as an adopter's does.
const nursery = join(import.meta.dirname, '../../../.gonogo/tmp');
let projectDir: string;
let supervisor: Supervisor;
beforeAll(async () => {
  mkdirSync(nursery, { recursive: true });
  projectDir = mkdtempSync(join(nursery, 'saturation-'));
  mkdirSync(join(projectDir, 'load'));
  const place = { runId: basename(projectDir), runDir: join(projectDir, 'run'), tempDir: join(projectDir, 'tmp') };
  supervisor = await startSupervisor({ ...place, env: { PATH: String(process.env['PATH']) }, secrets: [] });
});
afterAll(async () => {
  await supervisor.close();
  rmSync(projectDir, { recursive: true, force: true });
});

const script = 'load/search.autocannon.ts';
function inspect(text: string, limitMs?: number) {
  writeFileSync(join(projectDir, script), text);
  const env = { GONOGO_OF_THE_RUN: '3' };
  return inspectAutocannon({ supervisor, script, projectDir, profile: 'standard', env }, limitMs);
}
const saturation = (limits: string) => `{ path: '/search', connections: Number(process.env.GONOGO_OF_THE_RUN),
  seconds: { smoke: 1, standard: 20, full: 60 }, expectBody: 'found', limits: ${limits} }`;
const sound = saturation(`{ http_req_duration: ['p(95)<500'] }`);

test('says what a script will do, whatever it prints and leaves open', async () => {
  const noisy = `console.log('{"script": 1}'); setInterval(() => {}, 1000);
    import { defineSaturation } from 'gonogo';
    export default defineSaturation(${sound});`;
  expect(await inspect(noisy)).toMatchObject({
    file: script,
    tool: 'autocannon',
    estimatedSeconds: 20,
    limits: [{ metric: 'http_req_duration', expression: 'p(95)<500' }],
    closedLoops: ['saturation'],
  });
});

test.each([
  ['that is none', 'export default 7;', `${script} is not a saturation`],
  ['that does not parse', 'export default {', `${script} does not load`],
  ['that throws', `throw new Error('no such luck');`, `${script} does not load: no such luck`],
  ['without limits', `export default ${saturation('{}')};`, `${script} has no limits`],
  ['with a mean', `export default ${saturation(`{ http_req_duration: ['avg<5'] }`)};`, 'avg<5'],
  ['that exits', `console.error('bye'); process.exit(0);`, `${script} could not be read (exit 0)`],
  ['that waits for what never comes', `await new Promise(() => {}); export default ${sound};`, 'could not be read'],
])('refuses a script %s', async (_what, text, words) => {
  await expect(inspect(text)).rejects.toMatchObject({ name: 'UsageError', message: expect.stringContaining(words) });
});

test('does not let a script reach anybody while it is read', async () => {
  const eager = `const { code } = await fetch('http://203.0.113.7/').then(() => ({ code: 'went' }), (error) => error.cause);
    if (code === 'ERR_GONOGO_EGRESS') throw new Error('it was kept back');
    export default ${sound};`;
  await expect(inspect(eager)).rejects.toThrow('it was kept back');
});

test('ends a script that never ends', async () => {
  const endless = `const end = Date.now() + 60_000; while (Date.now() < end); export default ${sound};`;
  await expect(inspect(endless, 2000)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(`${script} could not be read (no end within 2 s)`),
  });
});
