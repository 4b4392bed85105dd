import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { countsOf, worstOutcome } from './counts.js';

/** The stages in the order of the plan. `durations`: how long each was measuring, overlaps counted once. */
export function stagesOf(checks: readonly JudgedCheck[], durations: ReadonlyMap<string, number>): Verdict['stages'] {
  return [...new Set(checks.map(({ stage }) => stage))].map((id) => {
    const own = checks.filter(({ stage }) => stage === id);
    const measured = durations.get(id);
    return {
      id,
      durationMs: measured === undefined ? 0 : measured,
      outcome: worstOutcome(own),
      counts: countsOf(own),
    };
  });
}
