import { figure } from '../records/figure.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { countsOf, worstOutcome } from './counts.js';

/** The stages in the order of the plan. `durations`: how long each was measuring, overlaps counted once. */
export function stagesOf(checks: readonly JudgedCheck[], durations: ReadonlyMap<string, number>): Verdict['stages'] {
  const rows = new Map<string, JudgedCheck[]>();
  for (const check of checks) {
    const own = rows.get(check.stage);
    if (own === undefined) rows.set(check.stage, [check]);
    else own.push(check);
  }
  return [...rows].map(([id, own]) => {
    const measured = durations.get(id);
    return {
      id,
      durationMs: measured === undefined ? 0 : figure(measured),
      outcome: worstOutcome(own),
      counts: countsOf(own),
    };
  });
}
