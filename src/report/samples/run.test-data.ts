import type { Outcome } from '../../records/check.js';
import { type Plan, plan, type Source } from '../../records/plan.js';
import { type JudgedCheck, type Verdict, verdict } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { at, healthLooks, identityLooks, startedAt } from './observations.test-data.js';
import { environment, integrations, type SampleCheck, speed } from './shop-checks.test-data.js';
import { journeys } from './shop-journeys.test-data.js';
import { load, loadEvidence, scripts } from './shop-load.test-data.js';

const everything = [...environment, ...integrations, ...journeys, ...speed, ...load];
const stageOf = ({ id }: { id: string }): string => id.slice(0, id.indexOf('/'));

/** What makes a sample differ from the run where all is well. */
export type Sample = {
  runId: string;
  verdict: Pick<Verdict, 'verdict' | 'exitCode' | 'headline' | 'reasons'>;
  changed: Readonly<Record<string, Partial<JudgedCheck>>>;
  load?: Readonly<Record<string, { observed: number; beyond: number }>>;
  droppedIterations?: number;
  /** Seconds of the run in which payments was down by its own probe. */
  paymentsDown?: readonly [number, number];
};

export function input(sample: Sample): ReportInput {
  const drawn = drawnUp(sample.runId);
  const judged = judgedAs(sample, drawn);
  return {
    verdict: judged,
    plan: drawn,
    identity: identityLooks(),
    health: healthLooks(sample.paymentsDown),
    rolledBack: null,
    forecasts: [],
    load: loadEvidence(sample.runId, sample.load, sample.droppedIterations),
    runFolder: `reports/runs/${sample.runId}`,
    runFiles: [
      ...new Set(judged.checks.flatMap(({ evidence }) => evidence)),
      'playwright-report/index.html',
      'verdict.json',
      'plan.json',
    ],
  };
}

function drawnUp(runId: string): Plan {
  return plan.parse({
    schemaVersion: 1,
    runId,
    createdAt: at(1),
    gonogo: '0.1.0',
    profile: 'standard',
    requested: { release: '2.4.0', origin: '--release' },
    target: { name: 'shop staging', url: 'http://127.0.0.1:41873/' },
    partial: false,
    gatherings: [
      gathering('functional', 'playwright', ['suites'], [...environment, ...integrations, ...journeys]),
      gathering('speed', 'playwright', ['suites/speed'], speed),
      ...scripts.map(({ file, tool }) =>
        gathering(
          file,
          tool,
          [file],
          load.filter(({ source }) => source?.kind === 'limit' && source.file === file),
        ),
      ),
    ],
    checks: everything.map((check, index) => ({
      id: check.id,
      title: check.title,
      stage: stageOf(check),
      tier: check.tier ?? 'blocking',
      source: check.source ?? testSource(check, index),
      thirdParties: check.thirdParties ?? [],
      ...(check.owner === undefined ? {} : { owner: check.owner }),
      ...(check.impact === undefined ? {} : { impact: check.impact }),
    })),
    notChecked: [
      {
        check: 'load/checkout-rush/http-req-duration-p-99-lt-1500',
        why: 'the profile standard can’t send the 1,320 requests a step that this limit needs; it is in full',
      },
      { check: 'journeys in Firefox and WebKit', why: 'no project for them in playwright.config.ts' },
    ],
    digests: {
      config: 'c'.repeat(64),
      policy: 'd'.repeat(64),
      waivers: 'e'.repeat(64),
      quarantine: 'f'.repeat(64),
    },
    tools: { node: 'v20.20.2', playwright: '1.65.1', chromium: '142.0.7444.59', k6: 'v2.2.0', autocannon: '9.0.0' },
  });
}

function testSource(check: SampleCheck, index: number): Source {
  const file = `suites/${check.id.split('/').slice(0, 2).join('/').replace(/@.*/, '')}.spec.ts`;
  const project = check.id.endsWith('@phone') ? 'phone' : stageOf(check);
  return { kind: 'test', file, line: 7 + index, project, title: check.title };
}

function gathering(
  id: string,
  tool: Plan['gatherings'][number]['tool'],
  files: string[],
  checks: readonly SampleCheck[],
) {
  return { id, tool, files, checks: checks.map(({ id }) => id), estimatedSeconds: 60, estimatedRequests: 4000 };
}

function judgedAs({ runId, verdict: word, changed }: Sample, { checks, notChecked }: Plan): Verdict {
  const judged = checks.map((planned, index) =>
    judgedCheck(planned, everything[index] as SampleCheck, changed[planned.id]),
  );
  const stages = [...new Set(judged.map(({ stage }) => stage))].map((id) => {
    const counts = tally(judged.filter(({ stage }) => stage === id));
    const worst = (['failed', 'errored', 'missing', 'insufficient', 'skipped'] as const).find(
      (outcome) => counts[outcome] > 0,
    );
    return { id, durationMs: stageMs[id] as number, outcome: worst ?? ('passed' as const), counts };
  });
  return verdict.parse({
    schemaVersion: 1,
    gonogo: '0.1.0',
    runId,
    profile: 'standard',
    ...word,
    subject: {
      name: 'shop',
      version: '2.4.0',
      commit: '9f3c1e7ab04d5c2288e6',
      digest: `sha256:${'7b'.repeat(32)}`,
      identity: 'observed',
      requested: '2.4.0',
    },
    target: { name: 'shop staging', url: 'http://127.0.0.1:41873/' },
    startedAt,
    finishedAt: at(284),
    durationMs: 284_312,
    judgedAt: at(285),
    stages,
    counts: tally(judged),
    checks: judged,
    waivers: [],
    quarantine: [],
    approvals: [],
    notChecked,
    digests: {
      plan: '1'.repeat(64),
      policy: 'd'.repeat(64),
      waivers: 'e'.repeat(64),
      quarantine: 'f'.repeat(64),
      config: 'c'.repeat(64),
      evidence: '2'.repeat(64),
    },
  });
}

const stageMs: Readonly<Record<string, number>> = {
  environment: 3_900,
  integrations: 14_800,
  journeys: 71_200,
  speed: 46_700,
  load: 88_300,
};

function judgedCheck(
  planned: Plan['checks'][number],
  sample: SampleCheck,
  change: Partial<JudgedCheck> | undefined,
): JudgedCheck {
  const { id, title, stage, tier, owner, impact } = planned;
  return {
    id,
    title,
    stage,
    tier,
    outcome: 'passed',
    message: 'It holds.',
    durationMs: sample.ms,
    ...(owner === undefined ? {} : { owner }),
    ...(impact === undefined ? {} : { impact }),
    ...(sample.expected === undefined ? {} : { expected: sample.expected }),
    ...(sample.actual === undefined ? {} : { actual: sample.actual }),
    ...(sample.steps === undefined
      ? {}
      : { steps: sample.steps.map(([title, durationMs]) => ({ title, durationMs, failed: false })) }),
    evidence: [rawFile(planned)],
    ...(change?.outcome === undefined
      ? {}
      : { rerun: `npx gonogo verify --profile standard --release 2.4.0 --only ${id}` }),
    ...change,
  };
}

function rawFile({ source }: Plan['checks'][number]): string {
  if (source.kind === 'identity') return 'evidence/observations.jsonl';
  return source.kind === 'limit'
    ? `evidence/raw/${source.file.replaceAll('/', '-')}.json`
    : 'evidence/raw/functional.jsonl';
}

function tally(checks: readonly JudgedCheck[]): Verdict['counts'] {
  const having = (outcome: Outcome): number => checks.filter((check) => check.outcome === outcome).length;
  const [passed, failed, flaky, errored] = [having('passed'), having('failed'), having('flaky'), having('errored')];
  const [missing, skipped, stale] = [having('missing'), having('skipped'), having('stale')];
  const [mismatched, insufficient] = [having('mismatched'), having('insufficient')];
  return { planned: checks.length, passed, failed, flaky, errored, missing, skipped, stale, mismatched, insufficient };
}
