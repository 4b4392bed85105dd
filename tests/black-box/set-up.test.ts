import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPlan, startVerify, verify } from './command.js';
import { HEALTHY_SPEC, type Project } from './project.js';
import { set } from './stage.js';
import { until } from './until.js';

const FILES = {
  'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
  'load/rush.k6.ts': `export const options = { thresholds: { http_reqs: ['count>1'] } }; export default () => {};`,
};

/** A Go whose build of k6 never ends, listens to no polite signal, and has a child that left its process group. */
const STUBBORN_GO = `#!/bin/sh
if [ "$1" = env ]; then echo go1.99; exit; fi
trap '' INT TERM QUIT
setsid sleep 300 &
echo "$TMPDIR" > building
mv building "$BUILDING"
sleep 300
`;

/** A project without a k6, on a machine with that Go. */
function withoutK6(project: Project) {
  const building = path.join(project.dir, 'building');
  rmSync(path.join(project.dir, '.gonogo', 'cache'));
  mkdirSync(path.join(project.dir, '.gonogo', 'cache'));
  project.write('bin/go', STUBBORN_GO);
  chmodSync(path.join(project.dir, 'bin', 'go'), 0o755);
  const env = {
    PATH: `${path.join(project.dir, 'bin')}${path.delimiter}${process.env['PATH']}`,
    BUILDING: building,
  };
  return { env, building, isBuilding: () => until('a build of k6', 60_000, () => existsSync(building)) };
}

describe('while k6 is built', () => {
  test('kill -9 leaves INCONCLUSIVE on disk, and after 15 s no process and no temporary folder', async () => {
    const { project } = await set({ files: FILES });
    const { env, isBuilding } = withoutK6(project);
    const { child, ended } = startVerify(project, { env, cleanWithinMs: 15_000 });
    await isBuilding();
    child.kill('SIGKILL');
    const { verdict, leftovers } = await ended;
    expect(verdict?.verdict).toBe('INCONCLUSIVE');
    expect(leftovers).toEqual({ processes: [], folders: [] });
  });

  test('SIGINT ends with exit code 130, INCONCLUSIVE, interrupted, and nothing left running', async () => {
    const { project } = await set({ files: FILES });
    const { env, isBuilding } = withoutK6(project);
    const { child, ended } = startVerify(project, { env });
    await isBuilding();
    child.kill('SIGINT');
    const { code, verdict, leftovers } = await ended;
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 130, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons[0]).toMatchObject({ reasonCode: 'interrupted' });
    expect(leftovers).toEqual({ processes: [], folders: [] });
  });

  test.each(['SIGKILL', 'SIGINT'] as const)('%s of "gonogo plan" leaves nothing either', async (signal) => {
    const { project } = await set({ files: FILES });
    const { env, building, isBuilding } = withoutK6(project);
    const { child, ended } = startPlan(project, { env, cleanWithinMs: 15_000 });
    await isBuilding();
    const folder = readFileSync(building, 'utf8').trim();
    expect(existsSync(folder)).toBe(true);
    child.kill(signal);
    const { code, leftovers } = await ended;
    expect(code).toBe(signal === 'SIGINT' ? 130 : null);
    expect(leftovers).toEqual({ processes: [], folders: [] });
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a machine that lacks something makes the run INCONCLUSIVE, and is no defect', () => {
  test('no Chromium', async () => {
    const { project } = await set();
    const env = { PATH: path.join(project.dir, 'bin'), PLAYWRIGHT_BROWSERS_PATH: path.join(project.dir, 'none') };
    const { code, verdict, said } = await verify(project, [], { env });
    expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons[0]).toMatchObject({
      reasonCode: 'setup-failed',
      message: expect.stringContaining('npx playwright install --with-deps chromium'),
    });
  });

  test('a k6 that cannot be built', async () => {
    const { project } = await set({ files: FILES });
    const { env } = withoutK6(project);
    project.write('bin/go', '#!/bin/sh\nif [ "$1" = env ]; then echo go1.99; else echo "no route" >&2; exit 1; fi\n');
    const { code, verdict, said } = await verify(project, [], { env });
    expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 3, verdict: 'INCONCLUSIVE' });
    expect(verdict?.reasons[0]).toMatchObject({
      reasonCode: 'setup-failed',
      message: expect.stringContaining('no route'),
    });
  });
});

test('a saturation script that reaches out while it is read is refused, and nobody was asked', async () => {
  const script = `await fetch('http://203.0.113.7/').catch((error) => { throw new Error(error.cause.message); });\nexport default {};\n`;
  const { shop, project } = await set({ files: { ...FILES, 'load/eager.autocannon.ts': script } });
  const { code, verdict, said } = await verify(project);
  expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
  expect(verdict?.reasons[0]?.message).toContain(
    'load/eager.autocannon.ts does not load: gonogo refused a connection to 203.0.113.7',
  );
  expect(shop.requests).toEqual([]);
});
