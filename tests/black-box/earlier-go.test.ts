import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { latestVerdict, verify, type Ended } from './command.js';
import { makeProject, type Project } from './project.js';
import { openShop, type Shop } from './shop.js';

/** A way in which the set-up fails. */
interface Breakage {
  /** Into staging.config.ts. */
  config?: string;
  env?: Record<string, string>;
  /** 2 where staging.config.ts names what does not run, 3 where the machine lacks something. */
  code: 2 | 3;
  /** What the verdict has to say: what is wrong, and what to do. */
  says: string[];
}

let shop: Shop;
let project: Project;
let earlier: Ended;

// One real GO; every test finds it under `latest`.
beforeAll(async () => {
  shop = await openShop();
  project = makeProject({ target: shop.url });
  earlier = await verify(project);
});
afterAll(async () => {
  project.remove();
  await shop.stop();
});

function brokenChromium(): Breakage {
  const program = project.writeProgram('bin/chromium', 'echo "libnss3.so is missing" >&2; exit 127');
  return { config: `chromium: '${program}'`, code: 2, says: [program, 'libnss3.so is missing'] };
}

function noChromium(): Breakage {
  const none = path.join(project.dir, 'none');
  const env = { PATH: none, PLAYWRIGHT_BROWSERS_PATH: none };
  return { env, code: 3, says: ['No Chromium was found', 'npx playwright install --with-deps chromium'] };
}

const needK6 = () =>
  project.write(
    'load/rush.k6.ts',
    `export const options = { thresholds: { http_reqs: ['count>1'] } }; export default () => {};\n`,
  );

function brokenK6(): Breakage {
  needK6();
  const program = project.writeProgram('bin/k6', 'echo "another machine\'s" >&2; exit 126');
  return { config: `k6: '${program}'`, code: 2, says: [program, "another machine's"] };
}

function noK6(): Breakage {
  needK6();
  const cache = path.join(project.dir, '.gonogo', 'cache');
  rmSync(cache);
  mkdirSync(cache);
  const go = project.writeProgram('go/go', '[ "$1" = env ] && echo go1.99 && exit; echo "no route" >&2; exit 1');
  const env = { PATH: `${path.dirname(go)}${path.delimiter}${process.env['PATH']}` };
  return { env, code: 3, says: ['k6 cannot be built', 'go tool xk6 build', 'no route'] };
}

describe('a set-up that fails after an earlier GO ends with exit 2 or 3, and latest says so instead of GO:', () => {
  test.each([
    ['a configured browser that does not run', brokenChromium],
    ['no browser', noChromium],
    ['a configured k6 that does not run', brokenK6],
    ['no k6, and a Go that does not build one', noK6],
  ])('%s', async (_name, breakIt) => {
    expect(earlier.verdict?.verdict, earlier.said).toBe('GO');
    const latest = path.join(project.reports, 'latest');
    rmSync(latest);
    symlinkSync(path.relative(project.reports, earlier.runDir), latest);
    expect(latestVerdict(project)?.verdict).toBe('GO');

    const { config, env, says, ...ends } = breakIt();
    const name = `name: 'Tiny', staging: { target: '${shop.url}' }`;
    project.write('staging.config.ts', `export default { ${[name, config ?? ''].join(', ')} };\n`);
    const { code, verdict, said, leftovers } = await verify(project, [], { env: env ?? {} });
    expect({ code, verdict: verdict?.verdict, exitCode: verdict?.exitCode }, said).toEqual({
      ...{ code: ends.code, verdict: 'INCONCLUSIVE', exitCode: ends.code },
    });
    expect(verdict?.runId).not.toBe(earlier.verdict?.runId);
    expect(verdict?.reasons).toMatchObject([
      { check: 'run', reasonCode: ends.code === 2 ? 'configuration' : 'setup-failed' },
    ]);
    const message = String(verdict?.reasons[0]?.message);
    expect(says.filter((words) => !message.includes(words))).toEqual([]);
    expect(message, 'where to act, or the command').toMatch(/staging\.config\.ts|npx playwright install/);
    expect(leftovers).toEqual({ processes: [], folders: [] });
  });
});
