import { join } from 'node:path';
import type { Place, SelectOptions } from '../options.js';
import { testsFolder } from '../plan/any-site.js';
import { readIntent, type Intent } from '../plan/intent.js';
import { notesOn } from '../plan/notes.js';
import { policyValues, type PolicyValue } from '../plan/policy.js';
import { refuseUnmergeable } from '../plan/segments.js';
import { readSources, repeatedRuns } from '../plan/sources.js';
import type { Plan } from '../records/plan.js';
import { baselinesFor } from '../run-folder/baseline.js';
import { actualsFor } from '../run-folder/forecasts.js';
import { k6InWords } from '../tools/k6/find.js';
import { withToolbox } from '../tools/toolbox.js';
import { draftPlan } from '../verify/draft.js';
import { plannedInWords } from './planned.js';

type PlanOptions = SelectOptions & { out: string; json?: true };

/**
 * `gonogo plan`: what `verify` would run, how long, how many requests, and by which config and policy. Sends nothing.
 * `--json` prints the plan with `policy`: every key, what holds for it, and who says so.
 */
export async function showPlan(options: PlanOptions, place: Place): Promise<number> {
  const intent = await readIntent(options, process.env, place.projectDir);
  const plan = await planOf(intent, options, place);
  const policy = policyValues(intent.policy);
  for (const note of notesOn(plan, intent.policy)) process.stderr.write(`${note}\n`);
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ ...plan, policy }, null, 2)}\n`
      : `${[...told(plan, intent, policy)].join('\n')}\n`,
  );
  return 0;
}

async function planOf(intent: Intent, options: PlanOptions, { projectDir, packageDir }: Place): Promise<Plan> {
  const { config, source } = intent;
  const { profile } = options;
  const testsDir = testsFolder({ projectDir, packageDir }, config, options.target);
  // What comes with gonogo has no staging.config.ts that would say where staging is, and is not up yet.
  const staging: Record<string, string> =
    testsDir === projectDir ? {} : { GONOGO_STAGING: join(testsDir, 'not-up-yet.json') };
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const project = {
    projectDir,
    testsDir,
    profile,
    env: { GONOGO_PROFILE: profile, ...staging },
    ...repeatedRuns(intent, options),
  };
  const { found, tools } = await withToolbox(
    { config, projectDir, packageDir, headed: false, install: false, log },
    async (toolbox) => {
      const found = await readSources(project, toolbox);
      const k6 = found.scripts.some(({ tool }) => tool === 'k6') ? await toolbox.k6() : undefined;
      refuseUnmergeable(options.segments, k6);
      const tools: Plan['tools'] = k6 === undefined ? {} : { k6: k6InWords(k6) };
      return { found, tools };
    },
  );
  const isGiven = source.kind === 'given';
  const kept = { projectDir, reportsDir: join(projectDir, options.out) };
  return draftPlan(intent, options, {
    runId: '(not run)',
    found,
    target: isGiven ? source.staging.target : `(started by "${source.command}")`,
    thirdParties: isGiven ? Object.keys(source.staging.thirdParties) : [],
    ...{ tools, projectDir, baselines: baselinesFor(intent.policy.policy, kept), actuals: actualsFor(config, kept) },
  });
}

function* told(plan: Plan, { config, exceptions }: Intent, policy: PolicyValue[]): Generator<string> {
  yield `${plan.target.name} at ${plan.target.url}`;
  yield `release ${plan.requested.release} (from ${plan.requested.origin}), profile ${plan.profile}`;
  yield* plannedInWords(plan);
  if (plan.notChecked.length > 0) yield '\nNot checked:';
  for (const { check, why } of plan.notChecked) yield `  ${check}: ${why}`;
  yield '';
  yield 'Policy';
  for (const { key, value, from } of policy) yield `  ${key}: ${spoken(value)}  (${from})`;
  for (const { check, ticket, expires } of exceptions.waivers) yield `Waived until ${expires}: ${check} (${ticket})`;
  for (const { check, issue, expires } of exceptions.quarantine)
    yield `In quarantine until ${expires}: ${check} (${issue})`;
  yield `Config (staging.config.ts and defaults): release ${JSON.stringify(config.release)}, caps ${JSON.stringify(config.caps)}`;
}

// Longer lists are in policy.yaml, on the line that is named.
const longestList = 80;

function spoken(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  if (value.length === 0) return 'none';
  const text = value
    .map((entry: unknown) => (typeof entry === 'object' && entry !== null ? Object.values(entry).join(' ') : entry))
    .join(', ');
  return text.length <= longestList ? text : `${value.length} entries`;
}
