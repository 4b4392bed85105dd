import type { EvidenceRecord } from '../records/evidence.js';
import type { Plan } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import type { Standing } from '../records/waiver.js';

/** What exceptions are weighed by. */
export interface Scales {
  plan: Plan;
  policy: Policy;
  /** What the checks were judged from: a row tells of it only what a report has room for. */
  records: ReadonlyMap<string, EvidenceRecord>;
  /** The moment of judging, ISO 8601 in UTC. */
  now: string;
  /** In lower-case hex. Judges have no hands, and a digest takes some. */
  sha256: (text: string) => string;
}

/** What one exception is worth, and why, in words. */
export interface Weight {
  standing: Standing;
  message: string;
}
