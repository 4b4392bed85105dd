import type { EvidenceRecord } from '../records/evidence.js';
import type { Plan } from '../records/plan.js';

interface Span {
  from: number;
  to: number;
}

/** How long each stage took, in milliseconds: from the start of its first measurement to the end of its last. */
export function stageDurations(plan: Plan, records: ReadonlyMap<string, EvidenceRecord>): Map<string, number> {
  const spans = new Map<string, Span>();
  for (const { id, stage } of plan.checks) {
    const record = records.get(id);
    // What an earlier run measured took none of this one's time.
    for (const { from, to } of record?.runId === plan.runId ? spansOf(record) : []) {
      const known = spans.get(stage);
      spans.set(
        stage,
        known === undefined ? { from, to } : { from: Math.min(known.from, from), to: Math.max(known.to, to) },
      );
    }
  }
  return new Map([...spans].map(([stage, { from, to }]) => [stage, to - from]));
}

function spansOf(record: EvidenceRecord | undefined): Span[] {
  if (record?.measured.kind === 'test') return record.measured.attempts.map(spanOf);
  if (record?.measured.kind === 'foreign') return [spanOf(record.measured.period)];
  if (record?.measured.kind !== 'limit' || record.measured.period === undefined) return [];
  return [spanOf(record.measured.period)];
}

function spanOf({ startedAt, durationMs }: { startedAt: string; durationMs: number }): Span {
  const from = Date.parse(startedAt);
  return { from, to: from + durationMs };
}
