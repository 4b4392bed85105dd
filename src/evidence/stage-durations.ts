import type { EvidenceRecord } from '../records/evidence.js';

interface Span {
  from: number;
  to: number;
}

/** How long each stage took, in milliseconds: from the start of its first measurement to the end of its last. */
export interface StageDurations {
  /** @param record of a check of this stage; undefined: it left none. */
  add(stage: string, record: EvidenceRecord | undefined): void;
  end(): Map<string, number>;
}

/** @param runId what an earlier run measured took none of this one's time. */
export function stageDurations(runId: string): StageDurations {
  const spans = new Map<string, Span>();
  return {
    add(stage, record) {
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
    },
    end: () => new Map([...spans].map(([stage, { from, to }]) => [stage, to - from])),
  };
}

function measurementsOf({ measured }: EvidenceRecord): readonly { startedAt: string; durationMs: number }[] {
  if (measured.kind === 'test') return measured.attempts;
  if (measured.kind === 'foreign') return [measured.period];
  return measured.kind !== 'limit' || measured.period === undefined ? [] : [measured.period];
}
