import type { LoadEvidence } from '../../records/load-evidence.js';
import { countLimit, type KeyedLimit } from '../limit-count.js';
import { addTo, emptySketch, quantileOf } from '../sketch.js';

/** One request and what came of it. */
export interface Answer {
  /** How long the answer took; of a request that got none, how long it was waited for. */
  durationMs: number;
  /** False: refused, reset or timed out. */
  answered: boolean;
  failed: boolean;
  secondsSinceStart: number;
}

/** Counts each limit exactly as answers come, and keeps none of them. */
export function startRecorder(limits: readonly KeyedLimit[], step: string) {
  const counted = limits.map(countLimit);
  const durations = emptySketch();
  let requests = 0;
  let failed = 0;
  let threw = 0;

  return {
    add(answer: Answer): void {
      requests += 1;
      if (answer.failed) failed += 1;
      if (answer.answered) addTo(durations, answer.durationMs);
      for (const { limit, add } of counted) {
        const value = { http_reqs: 1, http_req_failed: answer.failed ? 1 : 0, http_req_duration: answer.durationMs }[
          limit.metric
        ];
        if (value === undefined) continue;
        const hasNoAnswer = limit.metric === 'http_req_duration' && !answer.answered;
        add(value, Math.max(0, Math.floor(answer.secondsSinceStart)), hasNoAnswer);
      }
    },

    /** The script's own code broke on an answer: what it would have said of it is unknown. */
    noteException(): void {
      threw += 1;
    },

    figures(): Pick<LoadEvidence, 'iterations' | 'threw' | 'requests' | 'limits' | 'steps'> {
      const maxMs = durations.count === 0 ? undefined : durations.max;
      return {
        iterations: requests,
        threw,
        requests,
        limits: counted.map(({ describe }) => describe()),
        steps: [
          {
            name: step,
            requests,
            failed,
            medianMs: quantileOf(durations, 0.5),
            p95Ms: quantileOf(durations, 0.95),
            maxMs,
          },
        ],
      };
    },
  };
}
export type Recorder = ReturnType<typeof startRecorder>;
