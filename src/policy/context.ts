import type { Profile } from '../records/check.js';
import type { Plan, Resumption, StagingNamed } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import type { HealthObservation, RequestedRelease } from '../records/release.js';

/** Everything besides its own evidence that a check's outcome depends on. */
export interface JudgingContext {
  runId: string;
  /** The run that this one goes on with, and what is kept of it. */
  resumes?: Resumption | undefined;
  requested: RequestedRelease;
  profile: Profile;
  stagingNamed?: StagingNamed | undefined;
  policy: Policy;
  /** The moment of judging, ISO 8601 in UTC. */
  now: string;
  health: readonly HealthObservation[];
  /** What is wrong with evidence, by check; problems of the run are the verdict's matter. */
  problems: ReadonlyMap<string, Problem>;
}

/** What a run's plan says of all its checks alike, with what is known besides. */
export function judgingContext(
  { runId, resumes, requested, profile, stagingNamed }: Plan,
  known: Pick<JudgingContext, 'policy' | 'now' | 'health' | 'problems'>,
): JudgingContext {
  return { runId, resumes, requested, profile, stagingNamed, ...known };
}
