import type { Attribution, Profile, ReasonCode } from '../records/check.js';
import type { Plan } from '../records/plan.js';
import { reasonMeanings } from '../records/reason.js';
import { SetupError } from '../records/setup-error.js';
import { UsageError } from '../records/usage-error.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { countsOf } from './counts.js';
import { exitCodes } from './exit-codes.js';
import { stagesOf } from './stages.js';

/** How a run ended before there was anything to judge. */
export type Ending =
  | { kind: 'not-started' }
  | { kind: 'usage'; message: string }
  | { kind: 'setup-failed'; message: string; reasonCode: ReasonCode; attribution: Attribution }
  | { kind: 'interrupted'; signal: 'SIGINT' | 'SIGTERM' }
  | { kind: 'defect'; message: string };

/** What an error says of how the run ended; one that nobody expected is a defect of gonogo. */
export function endingOf(error: unknown): Ending {
  if (error instanceof UsageError) return { kind: 'usage', message: error.message };
  if (error instanceof SetupError) {
    const { message, reasonCode, attribution } = error;
    return { kind: 'setup-failed', message, reasonCode, attribution };
  }
  return { kind: 'defect', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export interface Unfinished {
  gonogo: string;
  runId: string;
  profile: Profile | null;
  startedAt: string;
  now: string;
  ending: Ending;
  /** As far as it came. */
  plan?: Plan;
  name?: string;
  target?: Verdict['target'];
}

/** The verdict of a run that did not come to its end: INCONCLUSIVE, with the one reason why. */
export function unfinishedVerdict(run: Unfinished): Verdict {
  const { plan, now, startedAt, ending } = run;
  const { reasonCode, attribution, message, exitCode } = meaningOf(ending);
  const checks = plan === undefined ? [] : plan.checks.map((check) => notStarted(check));
  const target = run.target ?? plan?.target ?? { name: '(none)', url: '(none)' };
  return {
    schemaVersion: 1,
    gonogo: run.gonogo,
    runId: run.runId,
    profile: run.profile,
    verdict: 'INCONCLUSIVE',
    exitCode,
    // The rest of a long message is in the reason.
    headline: `INCONCLUSIVE: ${message.replace(/:\n\s*/, ': ').replace(/\n.*/s, '')}`,
    subject: {
      name: run.name ?? plan?.target.name ?? '(unknown)',
      version: null,
      commit: null,
      digest: null,
      identity: 'none',
      requested: plan === undefined ? null : `${plan.requested.release} (from ${plan.requested.origin})`,
    },
    target,
    startedAt,
    finishedAt: now,
    durationMs: Math.max(0, Date.parse(now) - Date.parse(startedAt)),
    judgedAt: now,
    stages: stagesOf(checks, new Map()),
    counts: countsOf(checks),
    reasons: [
      { check: 'run', outcome: reasonMeanings[reasonCode].outcome, reasonCode, attribution, message, also: [] },
    ],
    checks,
    waivers: [],
    quarantine: [],
    approvals: [],
    notChecked: plan === undefined ? [] : plan.notChecked,
    digests: null,
  };
}

/** What an ending means, in words and for the caller. */
export interface Meaning {
  reasonCode: ReasonCode;
  attribution: Attribution;
  message: string;
  exitCode: number;
}

export function meaningOf(ending: Ending): Meaning {
  switch (ending.kind) {
    case 'not-started': {
      const message = 'The run was begun, and has not come to its end.';
      return { reasonCode: 'not-started', attribution: 'harness', message, exitCode: exitCodes.inconclusive };
    }
    case 'usage':
      return {
        reasonCode: 'configuration',
        attribution: 'harness',
        message: ending.message,
        exitCode: exitCodes.usage,
      };
    case 'setup-failed': {
      const { reasonCode, attribution, message } = ending;
      return { reasonCode, attribution, message, exitCode: exitCodes.inconclusive };
    }
    case 'interrupted': {
      const exitCode = ending.signal === 'SIGINT' ? exitCodes.interruptedBySigint : exitCodes.interruptedBySigterm;
      return {
        reasonCode: 'interrupted',
        attribution: 'harness',
        message: `The run was interrupted by ${ending.signal}.`,
        exitCode,
      };
    }
    case 'defect':
      return {
        reasonCode: 'defect',
        attribution: 'harness',
        message: `gonogo itself is broken: ${ending.message}`,
        exitCode: exitCodes.defect,
      };
  }
}

function notStarted({ id, title, stage, tier, owner, impact }: Plan['checks'][number]): JudgedCheck {
  const message = 'The run ended before this was judged.';
  return {
    ...{
      id,
      title,
      stage,
      tier,
      outcome: 'missing',
      reasonCode: 'not-started',
      attribution: 'harness',
      message,
      durationMs: 0,
    },
    ...(owner === undefined ? {} : { owner }),
    ...(impact === undefined ? {} : { impact }),
    evidence: [],
  };
}
