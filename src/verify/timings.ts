import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Timings } from '../records/timings.js';
import { ownProcessorMs } from '../tools/processor-time.js';
import type { ProcessorTime } from '../tools/supervisor/index.js';

/** Where a run's time goes: kept while it runs, written as `timings.json` at its end. */
export interface Clock {
  /** Does it, and keeps how long it took, whatever came of it. */
  time<T>(id: string, act: () => Promise<T> | T): Promise<T>;
  /** How long a gathering's own process lived. */
  processLived(id: string, durationMs: number): void;
  /** What the supervisor and those under it have used, as it says when it is closed. */
  supervisorUsed(time: ProcessorTime | undefined): void;
  /** @throws Error when the run's folder cannot be written to. */
  write(runDir: string, runId: string): void;
}

/** Starts with what is over already: plain Node's part and loading the engine. */
export function startClock(): Clock {
  const steps: Timings['steps'] = [{ id: 'start', startMs: 0, durationMs: rounded(performance.now()) }];
  const lived = new Map<string, number>();
  let used: ProcessorTime | undefined;
  return {
    async time(id, act) {
      const startMs = performance.now();
      const step = { id, startMs: rounded(startMs), durationMs: 0 };
      steps.push(step);
      try {
        return await act();
      } finally {
        step.durationMs = rounded(performance.now() - startMs);
      }
    },
    processLived: (id, durationMs) => void lived.set(id, rounded(durationMs)),
    supervisorUsed: (time) => (used = time),
    write(runDir, runId) {
      const written: Timings = {
        schemaVersion: 1,
        runId,
        durationMs: rounded(performance.now()),
        steps: steps.map((step) => {
          const processMs = lived.get(step.id);
          return processMs === undefined ? step : { ...step, processMs };
        }),
        cpu: { engineMs: rounded(ownProcessorMs()), ...supervised(used) },
      };
      writeFileSync(path.join(runDir, 'timings.json'), `${JSON.stringify(written, null, 2)}\n`);
    },
  };
}

function supervised(used: ProcessorTime | undefined): Omit<Timings['cpu'], 'engineMs'> {
  if (used === undefined) return {};
  const { ownMs, childrenMs, inquiriesMs } = used;
  return {
    supervisorMs: rounded(ownMs),
    ...(childrenMs === undefined ? {} : { childrenMs: rounded(childrenMs) }),
    ...(inquiriesMs === undefined ? {} : { inquiriesMs: rounded(inquiriesMs) }),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
