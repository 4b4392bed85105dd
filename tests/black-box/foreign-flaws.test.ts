import { expect, test } from 'vitest';
import { verify } from './command.js';
import { CHECK, FAILING, junit, PASSING, reporting, SKIPPED, verdictOf, WRITING, type Tool } from './foreign-tool.js';
import { set } from './stage.js';

const older = JSON.stringify({
  reportFormat: 'CTRF',
  results: {
    tool: { name: 'old' },
    summary: { tests: 1, passed: 1, failed: 0, skipped: 0, pending: 0, other: 0, start: 1000, stop: 2000 },
    tests: [{ name: 'a', status: 'passed', duration: 1 }],
  },
});
// And some minutes: by no zone's clock is it now.
const someHoursMs = 370 * 60_000;
const timed = (timestamp: string): string => `<testsuite timestamp="${timestamp}">${PASSING}</testsuite>`;
const crossed = JSON.stringify({
  metrics: { http_req_duration: { values: { 'p(95)': 812 }, thresholds: { 'p(95)<500': { ok: true } } } },
});
const link = `import { symlinkSync } from 'node:fs'; symlinkSync(process.cwd() + '/old.xml', process.env.GONOGO_REPORT);`;
const flawed: Record<string, Tool & { is: string }> = {
  silent: { is: 'missing no-evidence', script: '' },
  'left-over': { is: 'missing no-evidence', script: `writeFileSync('old.xml', 'x');` },
  'older-copy': { is: 'mismatched wrong-run', format: 'ctrf', script: reporting(older) },
  skipped: { is: 'skipped skipped-by-test', script: reporting(junit(SKIPPED)) },
  empty: { is: 'missing no-tests', script: reporting(junit('')) },
  'green-and-failed': { is: 'errored counts-disagree', script: reporting(junit(PASSING), 1) },
  'cut-off': { is: 'errored unparsable', script: reporting('<testsuite><testcase name="a"/>') },
  entities: { is: 'errored unparsable', script: reporting('<!DOCTYPE t [<!ENTITY a "b">]><testsuite/>') },
  'another-format': { is: 'errored unparsable', format: 'k6-summary', script: reporting(junit(PASSING)) },
  killed: { is: 'missing runner-died', script: `${reporting(junit(PASSING))} process.kill(process.pid, 'SIGKILL');` },
  linked: { is: 'errored unparsable', script: link },
  piped: { is: 'errored unparsable', script: '', command: ['sh', '-c', 'mkfifo "$GONOGO_REPORT"'] },
  'a-folder': { is: 'errored unparsable', script: '', command: ['sh', '-c', 'mkdir -m 000 "$GONOGO_REPORT"'] },
  'few-tests': { is: 'missing no-tests', script: reporting(junit(PASSING)), rest: { minTests: 2 } },
  'ahead-of-time': { is: 'stale over-age', script: reporting(timed('2126-01-01T00:00:00Z')) },
  'of-no-time': { is: 'errored unparsable', script: reporting(timed('lately')) },
  'hours-old': {
    is: 'mismatched wrong-run',
    script: reporting(timed(new Date(Date.now() - someHoursMs).toISOString().slice(0, 19))),
  },
  'old-file': {
    is: 'mismatched wrong-run',
    script: `${reporting(junit(PASSING))} utimesSync(process.env.GONOGO_REPORT, 1e9, 1e9);`,
  },
  'k6-kept-though-crossed': { is: 'errored counts-disagree', format: 'k6-summary', script: reporting(crossed) },
  absent: { is: 'missing configuration', script: '', command: ['./no-such-tool'] },
};

test('another tool’s report proves nothing where it is missing, old, empty, skipped, contradicted or broken: INCONCLUSIVE', async () => {
  const names = Object.keys(flawed);
  const { project } = await set((shop) => ({
    config: `export default ${JSON.stringify({
      name: 'Tiny shop',
      staging: { target: shop.url },
      foreign: names.map((name) => ({
        check: `contracts/${name}`,
        format: flawed[name]?.format ?? 'junit',
        command: flawed[name]?.command ?? ['node', `${name}.mjs`],
        ...flawed[name]?.rest,
      })),
    })};`,
    files: {
      'old.xml': junit(PASSING),
      ...Object.fromEntries(names.map((name) => [`${name}.mjs`, `${WRITING}${flawed[name]?.script}`])),
    },
  }));
  const { code, verdict, said, leftovers } = await verify(project);
  expect({ code, word: verdict?.verdict }, said).toEqual({ code: 3, word: 'INCONCLUSIVE' });
  const found = verdict?.checks.map(({ id, outcome, reasonCode }) => [id, `${outcome} ${reasonCode}`]);
  expect(found?.filter(([id]) => id?.startsWith('contracts/'))).toEqual(
    names.map((name) => [`contracts/${name}`, flawed[name]?.is]),
  );
  expect(leftovers.processes).toEqual([]);
});

test('a report that cannot be read takes nothing from what another check found: the NO-GO stays', async () => {
  const { project } = await set((shop) => ({
    config: `export default ${JSON.stringify({
      name: 'Tiny shop',
      staging: { target: shop.url },
      foreign: [
        { check: CHECK, format: 'junit', command: ['node', 'tool.mjs'] },
        { check: 'contracts/piped', format: 'junit', command: ['sh', '-c', 'mkfifo "$GONOGO_REPORT"'] },
        { check: 'contracts/folder', format: 'junit', command: ['sh', '-c', 'mkdir "$GONOGO_REPORT"'] },
      ],
    })};`,
    files: { 'tool.mjs': `${WRITING}${reporting(junit(FAILING))}` },
  }));
  const { code, verdict, said } = await verify(project);
  expect({ code, word: verdict?.verdict }, said).toEqual({ code: 1, word: 'NO-GO' });
  expect(verdict?.reasons[0]).toMatchObject({ check: CHECK, outcome: 'failed' });
  for (const name of ['contracts/piped', 'contracts/folder'])
    expect(verdict?.checks.find(({ id }) => id === name)).toMatchObject({ reasonCode: 'unparsable' });
});

test('a report that was not written keeps a run from GO, though the command exits 0 and all else passed', async () => {
  const { code, word, verdict, said } = await verdictOf({ script: `writeFileSync('old.xml', 'x');` });
  expect({ code, word }, said).toEqual({ code: 3, word: 'INCONCLUSIVE' });
  expect(verdict?.reasons).toMatchObject([{ check: CHECK, outcome: 'missing', reasonCode: 'no-evidence' }]);
});
