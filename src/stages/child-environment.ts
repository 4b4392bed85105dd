import type { Plan } from '../records/plan.js';

export interface RunPaths {
  id: string;
  dir: string;
  /** Temporary files of all children: removed with the run. */
  temp: string;
  stagingFile: string;
}

/** What every child that measures gets to know about the run. Suites and scripts read these names. */
export function childEnvironment(
  run: RunPaths,
  facts: {
    target: string;
    profile: Plan['profile'];
    egress: readonly string[];
    userAgent: string;
    chromium?: string;
    attempts: number;
  },
): Record<string, string> {
  return {
    GONOGO_RUN_ID: run.id,
    GONOGO_RUN_DIR: run.dir,
    GONOGO_STAGING: run.stagingFile,
    GONOGO_TARGET: facts.target,
    GONOGO_PROFILE: facts.profile,
    GONOGO_EGRESS: JSON.stringify(facts.egress),
    GONOGO_USER_AGENT: facts.userAgent,
    GONOGO_ATTEMPTS: String(facts.attempts),
    ...(facts.chromium === undefined ? {} : { GONOGO_CHROMIUM: facts.chromium }),
    TMPDIR: run.temp,
  };
}
