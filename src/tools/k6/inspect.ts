import type { Profile } from '../../records/check.js';
import { parseLimit } from '../../records/limit-expression.js';
import type { LoadScript } from '../../records/load-evidence.js';
import { UsageError } from '../../records/usage-error.js';
import { ask, type Answer } from '../supervisor/ask.js';
import type { Supervisor } from '../supervisor/index.js';
import { k6Environment, parameterArguments } from './command.js';
import { k6Inspection, type K6Inspection } from './inspection.js';
import { reasonOf } from './reason.js';
import { peakRate, scheduleOf } from './schedule.js';
import { mostSegmentsOf } from './segment.js';

export interface K6Inspect {
  supervisor: Pick<Supervisor, 'start'>;
  binary: string;
  /** Relative to `projectDir`, with forward slashes. */
  script: string;
  projectDir: string;
  profile: Profile;
  /** Parameters of the script, as the run will get them. */
  env?: Record<string, string>;
}

const inspectionLimitMs = 60_000;

/**
 * What a k6 script will do in a profile: its limits and iterations. Sends nothing: k6 refuses requests outside
 * iterations. k6 itself refuses a threshold on a metric that neither it nor the script defines.
 * @throws UsageError when k6 refuses the script, it has no limits, or one that exact counts can't judge.
 */
export async function inspectK6(options: K6Inspect): Promise<LoadScript> {
  const { script } = options;
  const inspection = k6Inspection.safeParse(await k6Inspects(options));
  if (!inspection.success) {
    const issue = inspection.error.issues[0];
    throw new UsageError(
      `${script}: k6 inspect shows options that gonogo does not know: ${issue?.path.join('.')}: ${issue?.message}`,
    );
  }
  return loadScriptOf(script, inspection.data);
}

/** @throws UsageError */
export function loadScriptOf(script: string, inspection: K6Inspection): LoadScript {
  if (inspection.hosts && Object.keys(inspection.hosts).length > 0) {
    throw new UsageError(
      `${script} sets options.hosts, which gonogo uses to keep requests on allowed hosts. Remove it.`,
    );
  }
  const untagged = ['name', 'scenario', 'status'].filter(
    (tag) => inspection.systemTags && !inspection.systemTags.includes(tag),
  );
  if (untagged.length > 0) {
    throw new UsageError(
      `${script} leaves out of options.systemTags what gonogo counts by: ${untagged.join(', ')}. Add them.`,
    );
  }
  const browser = Object.entries(inspection.scenarios).find(([, { options }]) => options?.browser !== undefined);
  if (browser !== undefined) {
    throw new UsageError(
      `${script}: the scenario "${browser[0]}" drives a browser, which leaves the egress guard. Make it a journey in suites/.`,
    );
  }
  const limits = Object.entries(inspection.thresholds ?? {}).flatMap(([key, expressions]) =>
    expressions.map((expression) => located(script, () => parseLimit(key, expression))),
  );
  if (limits.length === 0) {
    throw new UsageError(
      `${script} has no options.thresholds: a load script that can't fail proves nothing. Add limits.`,
    );
  }
  for (const { metric, tags } of limits) {
    const { scenario } = tags;
    if (scenario !== undefined && !Object.hasOwn(inspection.scenarios, scenario)) {
      throw new UsageError(
        `${script}: ${metric}{scenario:${scenario}}: there is no scenario "${scenario}". Mend its spelling.`,
      );
    }
  }
  const schedules = Object.entries(inspection.scenarios).map(([name, scenario]) => ({ name, ...scheduleOf(scenario) }));
  const known = schedules.flatMap(({ name, iterations }) =>
    iterations === undefined ? [] : [[name, iterations] as const],
  );
  const peak = peakRate(schedules);
  return {
    file: script,
    tool: 'k6',
    limits,
    estimatedSeconds: Math.max(1, ...schedules.map(({ endsAt }) => endsAt)),
    iterations: Object.fromEntries(known),
    ...(known.length === schedules.length
      ? {}
      : { closedLoops: schedules.filter((s) => s.iterations === undefined).map((s) => s.name) }),
    ...(peak === undefined ? {} : { peakRate: peak }),
    mostSegments: Math.max(...Object.values(inspection.scenarios).map(mostSegmentsOf)),
  };
}

function located<T>(script: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${script}: ${error.message}`);
    throw error;
  }
}

async function k6Inspects({ supervisor, binary, script, projectDir, profile, env }: K6Inspect): Promise<unknown> {
  const parameters = parameterArguments({ ...env, GONOGO_PROFILE: profile });
  const answer = await ask(supervisor, {
    name: `inspect-${script}`,
    // As `k6 run` does: what the plan sees of a script is what the run will do.
    command: [
      binary,
      'inspect',
      '--execution-requirements',
      '--include-system-env-vars',
      '--no-color',
      ...parameters,
      script,
    ],
    cwd: projectDir,
    env: k6Environment,
    limitMs: inspectionLimitMs,
  });
  if (answer.code !== 0)
    throw new UsageError(`${script}: k6 cannot read it: ${importHint(answer) ?? reasonOf(answer)}`);
  try {
    return JSON.parse(answer.stdout);
  } catch {
    throw new UsageError(`${script}: k6 cannot read it: what k6 inspect printed is no JSON.`);
  }
}

/** What to do about a module that is not in this k6. */
function importHint({ stderr }: Answer): string | undefined {
  if (!/unknown modules \[[^\]]*k6\/x\/evidence/.test(stderr)) return undefined;
  return (
    "it imports 'k6/x/evidence', which only a k6 with gonogo's extension has. " +
    'Take the import out, or leave "k6" out of staging.config.ts: gonogo then builds its own.'
  );
}
