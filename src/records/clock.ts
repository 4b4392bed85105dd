import type { TestMeasured } from './evidence.js';

/** Of the clock: the seconds of a load tool's evidence are those. The moment as an ISO string, or in milliseconds since 1970. */
export function secondOf(moment: string | number): number {
  return Math.floor((typeof moment === 'string' ? Date.parse(moment) : moment) / 1000);
}

/** From a test's first attempt to the end of its last, in milliseconds since 1970. */
export function spanOfTest({ attempts }: Pick<TestMeasured, 'attempts'>): { startMs: number; endMs: number } {
  return {
    startMs: Math.min(...attempts.map(({ startedAt }) => Date.parse(startedAt))),
    endMs: Math.max(...attempts.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs)),
  };
}
