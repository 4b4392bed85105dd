import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import { openEvidence } from '../evidence/store.js';
import type { Place } from '../options.js';
import { drawUp } from '../plan/draw-up.js';
import type { Intent } from '../plan/intent.js';
import { checksOfLoad } from '../plan/load.js';
import { readSources } from '../plan/sources.js';
import { allowedHosts } from '../plan/target.js';
import { checksOfTests } from '../plan/tests.js';
import { tierOf } from '../policy/tiers.js';
import { plan as planSchema, type Plan } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { SetupError } from '../records/setup-error.js';
import { UsageError } from '../records/usage-error.js';
import { childEnvironment } from '../stages/child-environment.js';
import { shareCores } from '../stages/cores.js';
import { keepStaging } from '../stages/staging.js';
import { findChromium } from '../tools/chromium.js';
import { findK6 } from '../tools/k6/find.js';
import { startSupervisor, type Supervisor } from '../tools/supervisor/index.js';
import { findGo } from '../tools/toolchain.js';
import { version } from '../version.js';
import type { House } from './house.js';
import { reachStaging } from './reach-staging.js';
import type { Run } from './run.js';
import { writeWhole } from './run-folder.js';

/**
 * Brings up everything that measuring needs, side by side, and draws up the plan: the supervisor, the browser, k6, the
 * staging, the tools' lists of what there is.
 * @throws UsageError, SetupError; what was started is ended again.
 */
export async function setUp(intent: Intent, run: Run, place: Place): Promise<House> {
  await mkdir(path.join(run.dir, 'evidence', 'raw'), { recursive: true });
  await mkdir(run.temp, { recursive: true });
  const supervisor = await run.clock.time('set-up/supervisor', () =>
    startSupervisor({ runId: run.id, runDir: run.dir, tempDir: run.temp, env: inherited(), secrets: run.secrets() }),
  );
  const close = async (): Promise<void> => {
    for (const left of await supervisor.close()) run.say(`could not be removed: ${left}`);
    run.clock.supervisorUsed(supervisor.used());
  };
  try {
    return await Promise.race([furnish(intent, run, place, supervisor, close), interrupted(run.stop)]);
  } catch (error) {
    await close();
    throw error;
  }
}

async function furnish(
  intent: Intent,
  run: Run,
  place: Place,
  supervisor: Supervisor,
  close: () => Promise<void>,
): Promise<House> {
  const { projectDir, packageDir } = place;
  const { config, source, policy, requested } = intent;
  const { profile } = run.options;
  const cacheDir = path.join(projectDir, '.gonogo', 'cache');
  const log = run.say;
  const cores = shareCores(source.kind === 'start');
  const stagingFile = path.join(run.temp, 'staging.json');
  const env = { GONOGO_RUN_ID: run.id, GONOGO_RUN_DIR: run.dir, GONOGO_STAGING: stagingFile, GONOGO_PROFILE: profile };
  const go = once(() => findGo({ cacheDir, log }));
  const k6 = once(() => findK6({ configured: config.k6, cacheDir, packageDir, log, go }));
  const chromium = once(() =>
    findChromium({ configured: config.chromium, install: process.env['GONOGO_INSTALL'] === '1', log }),
  );

  const [found, browser, at] = await allOf([
    run.clock.time('set-up/sources', () => readSources({ projectDir, profile, env }, k6)),
    run.clock.time('set-up/chromium', chromium),
    run.clock.time('set-up/staging', () =>
      reachStaging(intent, run, supervisor, go, { cwd: projectDir, env, pin: cores.staging }),
    ),
  ]);
  await keepStaging(stagingFile, at.staging);

  const egress = allowedHosts(config, at.staging);
  const usesK6 = found.scripts.some(({ tool }) => tool === 'k6');
  const drawn = drawUp({
    runId: run.id,
    createdAt: new Date().toISOString(),
    gonogo: version,
    profile,
    requested,
    target: { name: config.name, url: at.staging.target },
    digests: { config: digestOf(config), policy: digestOf(policy.policy) },
    tools: { node: process.version, chromium: browser.version, ...(usesK6 ? { k6: (await k6()).version } : {}) },
    sources: {
      tests: checksOfTests(found.tests, Object.keys(at.staging.thirdParties)),
      load: { ...checksOfLoad(found.scripts, profile), scripts: found.scripts },
    },
    policy: policy.policy,
    tierOf: (id) => tierOf(id, policy.policy),
    caps: config.caps,
    only: run.options.only,
    workers: cores.testWorkers,
  });
  const plan = await keepPlan(run, drawn, policy.policy);
  return {
    projectDir,
    plan,
    policy: policy.policy,
    scripts: found.scripts,
    config,
    staging: at.staging,
    started: at.child,
    supervisor,
    evidence: openEvidence(run.dir, run.id, run.redact),
    cores,
    egress,
    k6: usesK6 ? (await k6()).path : undefined,
    env: childEnvironment(
      { id: run.id, dir: run.dir, temp: run.temp, stagingFile },
      {
        target: at.staging.target,
        profile,
        egress,
        userAgent: run.userAgent,
        chromium: browser.path,
        attempts: policy.policy.attempts,
      },
    ),
    close,
  };
}

/**
 * The plan and the policy stay with the run: `gonogo judge` judges from them.
 * @returns the plan as it was written: evidence is sealed with its digest.
 */
async function keepPlan(run: Run, drawn: Plan, policy: Policy): Promise<Plan> {
  const text = run.redact(JSON.stringify(drawn, null, 2));
  await writeWhole(path.join(run.dir, 'plan.json'), `${text}\n`, run.redact);
  await writeWhole(path.join(run.dir, 'policy.json'), `${JSON.stringify(policy, null, 2)}\n`, run.redact);
  return planSchema.parse(JSON.parse(text));
}

/** Rejects when somebody wants the run to stop: set-up has long waits, and none of them is worth it then. */
function interrupted(stop: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new SetupError('The run was interrupted while it was set up.', 'interrupted'));
    if (stop.aborted) end();
    else stop.addEventListener('abort', end);
  });
}

/**
 * Waits for all. What the caller can mend (a UsageError) is said at once; what the machine lacks only when all the
 * others are through, since there may be such an error among them.
 */
async function allOf<T extends readonly unknown[]>(parts: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const atOnce = new Promise<never>((_, reject) => {
    for (const part of parts) part.catch((error: unknown) => error instanceof UsageError && reject(error));
  });
  await Promise.race([atOnce, Promise.allSettled(parts)]);
  return Promise.all(parts);
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The caller's environment, less what would replace the scenarios of load scripts (`K6_VUS`). */
function inherited(): Record<string, string> {
  const set = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set.filter(([name]) => !name.startsWith('K6_')));
}
