import type { EvidenceRecord } from '../records/evidence.js';
import type { Plan } from '../records/plan.js';

interface Span {
  from: number;
  to: number;
}

/**
 * How long each stage took, in milliseconds: from the start of its first measurement to the end of its last.
 * @param records of the plan's checks, in their order; undefined: it left none.
 */
export function stageDurations(
  { runId, checks }: Pick<Plan, 'runId' | 'checks'>,
  records: readonly (EvidenceRecord | undefined)[],
): Map<string, number> {
  const spans = new Map<string, Span>();
  checks.forEach(({ stage }, index) => {
    const record = records[index];
    // What an earlier run measured took none of this one's time.
    if (record?.runId !== runId) return;
    for (const { startedAt, durationMs } of measurementsOf(record)) {
      const from = Date.parse(startedAt);
      const to = from + durationMs;
      const known = spans.get(stage);
      if (known === undefined) spans.set(stage, { from, to });
      else {
        known.from = Math.min(known.from, from);
        known.to = Math.max(known.to, to);
      }
    }
  });
  return new Map([...spans].map(([stage, { from, to }]) => [stage, to - from]));
}

function measurementsOf({ measured }: EvidenceRecord): readonly { startedAt: string; durationMs: number }[] {
  if (measured.kind === 'test') return measured.attempts;
  if (measured.kind === 'foreign') return [measured.period];
  return measured.kind !== 'limit' || measured.period === undefined ? [] : [measured.period];
}
