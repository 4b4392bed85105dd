import { spanOfTest } from '../records/clock.js';
import type { EvidenceRecord } from '../records/evidence.js';

/** A stretch of time, in milliseconds since 1970. */
export interface Period {
  startMs: number;
  endMs: number;
}

/** When a check was measured; undefined where the evidence does not say. */
export function periodOf({ measured }: EvidenceRecord): Period | undefined {
  switch (measured.kind) {
    case 'test':
      return spanOfTest(measured);
    case 'derived':
    case 'limit':
    case 'side-by-side':
    case 'capacity':
    case 'under-load':
    case 'steady':
      return measured.period && spanOf(measured.period.startedAt, measured.period.durationMs);
    case 'foreign':
      return spanOf(measured.period.startedAt, measured.period.durationMs);
    case 'identity':
      return around(measured.observations.map(({ at }) => spanOf(at, 0)));
    case 'not-measured':
      return undefined;
  }
}

function spanOf(startedAt: string, durationMs: number): Period {
  const startMs = Date.parse(startedAt);
  return { startMs, endMs: startMs + durationMs };
}

function around(periods: readonly Period[]): Period | undefined {
  if (periods.length === 0) return undefined;
  return {
    startMs: Math.min(...periods.map(({ startMs }) => startMs)),
    endMs: Math.max(...periods.map(({ endMs }) => endMs)),
  };
}
