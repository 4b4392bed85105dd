import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { openEvidence } from '../evidence/store.js';
import type { Place } from '../options.js';
import { testsFolder } from '../plan/any-site.js';
import type { Intent } from '../plan/intent.js';
import { notesOn } from '../plan/notes.js';
import { refuseUnmergeable } from '../plan/segments.js';
import { readSources, repeatedRuns } from '../plan/sources.js';
import { allowedHosts } from '../plan/target.js';
import { plan as planSchema, type Plan } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import { SetupError } from '../records/setup-error.js';
import { UsageError } from '../records/usage-error.js';
import type { Exceptions } from '../records/waiver.js';
import { baselinesFor } from '../run-folder/baseline.js';
import { exceptionFiles } from '../run-folder/exceptions.js';
import { actualsFor } from '../run-folder/forecasts.js';
import { childEnvironment } from '../stages/child-environment.js';
import { shareCores } from '../stages/cores.js';
import { keepStaging } from '../stages/staging.js';
import { k6InWords } from '../tools/k6/find.js';
import { playwrightVersion } from '../tools/playwright/command.js';
import { openToolbox, type Toolbox } from '../tools/toolbox.js';
import { draftPlan, type Circumstances } from './draft.js';
import type { EarlierRun } from './earlier-run.js';
import type { House } from './house.js';
import { reachStaging } from './reach-staging.js';
import { resumedPlan } from './resumed-plan.js';
import type { Run } from './run.js';
import { reportsDirOf, writeWhole } from '../run-folder/files.js';

/**
 * Brings up everything that measuring needs, side by side, and draws up the plan: the supervisor, the browser, k6, the
 * staging, the tools' lists of what there is.
 * @throws UsageError, SetupError; what was started is ended again.
 */
export async function setUp(intent: Intent, run: Run, place: Place, earlier?: EarlierRun): Promise<House> {
  await mkdir(path.join(run.dir, 'evidence', 'raw'), { recursive: true });
  await mkdir(run.temp, { recursive: true });
  const { projectDir, packageDir } = place;
  const compared = { projectDir, reportsDir: reportsDirOf(run.dir), before: earlier?.plan.createdAt };
  const baselines = baselinesFor(intent.policy.policy, compared);
  const before = { earlier, baselines, actuals: actualsFor(intent.config, compared) };
  const install = process.env['GONOGO_INSTALL'] === '1';
  const toolbox = await run.clock.time('set-up/supervisor', () =>
    openToolbox(
      { runId: run.id, runDir: run.dir, tempDir: run.temp, secrets: run.secrets() },
      { config: intent.config, projectDir, packageDir, headed: run.options.headed === true, install, log: run.say },
    ),
  );
  const { supervisor } = toolbox;
  const close = async (): Promise<void> => {
    for (const left of await supervisor.close()) run.say(`could not be removed: ${left}`);
    run.clock.supervisorUsed(supervisor.used());
  };
  try {
    return await Promise.race([furnish(intent, run, place, toolbox, close, before), interrupted(run.stop)]);
  } catch (error) {
    await close();
    throw error;
  }
}

async function furnish(
  intent: Intent,
  run: Run,
  place: Place,
  toolbox: Toolbox,
  close: () => Promise<void>,
  { earlier, ...before }: { earlier: EarlierRun | undefined } & Pick<Circumstances, 'baselines' | 'actuals'>,
): Promise<House> {
  const { supervisor, go, k6, chromium } = toolbox;
  const { config, source, policy } = intent;
  const { projectDir } = place;
  const testsDir = testsFolder(place, config, run.options.target);
  const { profile } = run.options;
  const cores = shareCores(source.kind === 'start');
  const stagingFile = path.join(run.temp, 'staging.json');
  const env = { GONOGO_RUN_ID: run.id, GONOGO_RUN_DIR: run.dir, GONOGO_STAGING: stagingFile, GONOGO_PROFILE: profile };

  const [found, browser, at] = await allOf([
    run.clock.time('set-up/sources', () =>
      readSources({ projectDir, testsDir, profile, env, ...repeatedRuns(intent, run.options) }, toolbox),
    ),
    run.clock.time('set-up/chromium', chromium),
    run.clock.time('set-up/staging', () =>
      reachStaging(intent, run, supervisor, go, { cwd: projectDir, env, pin: cores.staging }),
    ),
  ]);
  await keepStaging(stagingFile, at.staging);

  const egress = allowedHosts(config, at.staging);
  const ofRun = found.scripts.some(({ tool }) => tool === 'k6') ? await k6() : undefined;
  refuseUnmergeable(run.options.segments, ofRun);
  // As they are kept: the plan has the digests of what can be read back.
  const exceptions = JSON.parse(run.redact(JSON.stringify(intent.exceptions))) as Exceptions;
  const drawn = draftPlan({ ...intent, exceptions }, run.options, {
    runId: run.id,
    ...{ found, projectDir, ...before },
    target: at.staging.target,
    thirdParties: Object.keys(at.staging.thirdParties),
    tools: {
      chromium: browser.version,
      ...(found.tests.length > 0 ? { playwright: playwrightVersion(testsDir) } : {}),
      ...(ofRun === undefined ? {} : { k6: k6InWords(ofRun) }),
    },
  });
  for (const note of notesOn(drawn, policy)) run.say(note);
  const plan = await keepPlan(run, drawn, policy.policy, exceptions, earlier);
  return {
    projectDir,
    testsDir,
    plan,
    earlier,
    policy: policy.policy,
    scripts: found.scripts,
    config,
    staging: at.staging,
    started: at.child,
    reachOther: otherOf(intent, run, toolbox, { cwd: projectDir, env, pin: cores.staging }),
    supervisor,
    evidence: openEvidence(run.dir, run.id, run.redact, plan.resumes?.kept),
    cores,
    egress,
    k6: ofRun,
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
 * Brings up what runs beside this release: the one before, or itself once more; a staging that is there is its own other
 * one. Only when it is needed, since it takes its share of the machine.
 */
function otherOf(
  intent: Intent,
  run: Run,
  { supervisor, go }: Toolbox,
  place: { cwd: string; env: Record<string, string>; pin: number[] | undefined },
): House['reachOther'] {
  const source = run.options.aa === true ? intent.source : intent.previous;
  const own = { ...place, name: 'other-staging' };
  return source && (() => reachStaging({ config: intent.config, source }, run, supervisor, go, own));
}

/**
 * The plan, the policy and its exceptions stay with the run: `gonogo judge` judges from them.
 * @returns the plan as it was written: evidence is sealed with its digest.
 */
async function keepPlan(
  run: Run,
  drawn: Plan,
  policy: Policy,
  exceptions: Exceptions,
  earlier: EarlierRun | undefined,
): Promise<Plan> {
  const clean = planSchema.parse(JSON.parse(run.redact(JSON.stringify(drawn))));
  const plan = earlier === undefined ? clean : resumedPlan(clean, earlier);
  const text = JSON.stringify(plan, null, 2);
  await writeWhole(path.join(run.dir, 'plan.json'), `${text}\n`, run.redact);
  await writeWhole(path.join(run.dir, 'policy.json'), `${JSON.stringify(policy, null, 2)}\n`, run.redact);
  for (const kind of ['waivers', 'quarantine'] as const) {
    const kept = `${JSON.stringify(exceptions[kind], null, 2)}\n`;
    await writeWhole(path.join(run.dir, exceptionFiles[kind]), kept, run.redact);
  }
  return plan;
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
