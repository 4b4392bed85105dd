import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import type { Place, SelectOptions } from '../options.js';
import { drawUp } from '../plan/draw-up.js';
import { readIntent, type Intent } from '../plan/intent.js';
import { checksOfLoad } from '../plan/load.js';
import { readSources } from '../plan/sources.js';
import { checksOfTests } from '../plan/tests.js';
import { tierOf } from '../policy/tiers.js';
import type { Plan } from '../records/plan.js';
import { shareCores } from '../stages/cores.js';
import { findK6 } from '../tools/k6/find.js';
import { findGo } from '../tools/toolchain.js';
import { version } from '../version.js';

/** `gonogo plan`: what `verify` would run, how long, how many requests, and by which config and policy. Sends nothing. */
export async function showPlan(options: SelectOptions & { json?: true }, place: Place): Promise<number> {
  const intent = await readIntent(options, process.env, place.projectDir);
  const plan = await planOf(intent, options, place);
  process.stdout.write(
    options.json === true ? `${JSON.stringify(plan, null, 2)}\n` : `${[...told(plan, intent)].join('\n')}\n`,
  );
  return 0;
}

async function planOf(intent: Intent, options: SelectOptions, { projectDir, packageDir }: Place): Promise<Plan> {
  const { config, policy, source, requested } = intent;
  const { profile } = options;
  const cacheDir = path.join(projectDir, '.gonogo', 'cache');
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const k6 = () => findK6({ configured: config.k6, cacheDir, packageDir, log, go: () => findGo({ cacheDir, log }) });
  const found = await readSources({ projectDir, profile, env: { GONOGO_PROFILE: profile } }, k6);
  const thirdParties = source.kind === 'given' ? Object.keys(source.staging.thirdParties) : [];
  return drawUp({
    runId: '(not run)',
    createdAt: new Date().toISOString(),
    gonogo: version,
    profile,
    requested,
    target: {
      name: config.name,
      url: source.kind === 'given' ? source.staging.target : `(started by "${source.command}")`,
    },
    digests: { config: digestOf(config), policy: digestOf(policy.policy) },
    tools: { node: process.version },
    sources: {
      tests: checksOfTests(found.tests, thirdParties),
      load: { ...checksOfLoad(found.scripts, profile), scripts: found.scripts },
    },
    policy: policy.policy,
    tierOf: (id) => tierOf(id, policy.policy),
    caps: config.caps,
    only: options.only,
    workers: shareCores(source.kind === 'start').testWorkers,
  });
}

function* told(plan: Plan, { policy, config }: Intent): Generator<string> {
  const seconds = plan.gatherings.reduce((sum, { estimatedSeconds }) => sum + estimatedSeconds, 0);
  const requests = plan.gatherings.reduce((sum, { estimatedRequests }) => sum + estimatedRequests, 0);
  yield `${plan.target.name} at ${plan.target.url}`;
  yield `release ${plan.requested.release} (from ${plan.requested.origin}), profile ${plan.profile}`;
  yield `${plan.checks.length} checks, about ${seconds} s, about ${requests} requests`;
  for (const gathering of plan.gatherings) {
    yield '';
    yield `${gathering.id} (${gathering.tool}, about ${gathering.estimatedSeconds} s)`;
    for (const id of gathering.checks)
      yield `  ${id}${plan.checks.find((check) => check.id === id)?.tier === 'advisory' ? '  (advisory)' : ''}`;
  }
  if (plan.notChecked.length > 0) yield '\nNot checked:';
  for (const { check, why } of plan.notChecked) yield `  ${check}: ${why}`;
  yield '';
  yield `Policy (${policy.origin}): ${JSON.stringify(policy.policy)}`;
  yield `Config (staging.config.ts and defaults): release ${JSON.stringify(config.release)}, caps ${JSON.stringify(config.caps)}`;
}
