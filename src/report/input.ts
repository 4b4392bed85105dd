import type { RolledBack } from '../records/drill.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import type { Plan } from '../records/plan.js';
import type { HealthObservation, IdentityObservation } from '../records/release.js';
import type { Verdict } from '../records/verdict.js';

/**
 * What every report is rendered from. Each number that a report states comes from `verdict`; the rest adds pictures
 * and context, and is empty (never guessed) where a run ended early.
 */
export type ReportInput = {
  readonly verdict: Verdict;
  /** Null: the run ended before a plan was drawn up. */
  readonly plan: Plan | null;
  readonly identity: readonly IdentityObservation[];
  readonly health: readonly HealthObservation[];
  readonly load: readonly LoadEvidence[];
  /** What capacities say of production, in words: of each check, the lines of its explanation. */
  readonly forecasts: readonly { check: string; said: readonly (readonly [word: string, text: string])[] }[];
  /** What came of `rollback.onNoGo`; null: it did not come to that. */
  readonly rolledBack: RolledBack | null;
  /** The run folder as a person types it from the project's folder: `reports/runs/<run-id>`. */
  readonly runFolder: string;
  /** Files that are there, as paths inside the run folder with forward slashes: nothing else is linked to. */
  readonly runFiles: readonly string[];
};
