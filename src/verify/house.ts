import type { EvidenceWriter } from '../evidence/store.js';
import type { Config } from '../records/config.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { Plan } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import type { Staging } from '../records/staging.js';
import type { Cores } from '../stages/cores.js';
import type { K6 } from '../tools/k6/find.js';
import type { Child, Supervisor } from '../tools/supervisor/index.js';
import type { EarlierRun } from './earlier-run.js';

/** Everything that is up while a run measures. */
export interface House {
  projectDir: string;
  /** Where suites are: the project's folder, or that of those which come with gonogo. */
  testsDir: string;
  plan: Plan;
  /** The run that this one goes on with. */
  earlier: EarlierRun | undefined;
  policy: Policy;
  scripts: readonly LoadScript[];
  config: Config;
  staging: Staging;
  /** Brings up what is measured in turn with staging: the release before, or this one once more. Undefined: nothing is. */
  reachOther: (() => Promise<{ staging: Staging; child: Child | undefined }>) | undefined;
  /** The process of a staging that this run started. */
  started: Child | undefined;
  supervisor: Supervisor;
  evidence: EvidenceWriter;
  cores: Cores;
  /** The environment of every child that measures. */
  env: Record<string, string>;
  egress: readonly string[];
  k6: K6 | undefined;
  /** Ends all of it, in any state. */
  close(): Promise<void>;
}
