import type { LoadEvidence } from '../records/load-evidence.js';
import { latenessOf } from '../records/load-lateness.js';
import type { LoadBeside, TestMeasured } from '../records/evidence.js';

/** What a load script sent while a test walked: by second of the clock, from the walk's beginning to its end. */
export function loadBeside(evidence: LoadEvidence, walk: TestMeasured): LoadBeside {
  const { startedAt, finishedAt, requests, threw, unsent } = evidence;
  return { ...{ startedAt, finishedAt, requests, threw, unsent }, seconds: secondsOf(evidence, walk) };
}

/** By second of the clock; of several k6 that ran side by side together. What one that ran does not tell nobody knows. */
function secondsOf(evidence: LoadEvidence, { attempts }: TestMeasured): LoadBeside['seconds'] {
  const runners = evidence.tool === 'k6' && evidence.runners !== undefined ? evidence.runners : [];
  const late = latenessOf(evidence);
  const began = secondOf(Date.parse(evidence.startedAt));
  const from = Math.min(...attempts.map(({ startedAt }) => Date.parse(startedAt)));
  const to = Math.max(...attempts.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs));
  const until = secondOf(Math.min(to, Date.parse(evidence.finishedAt)));
  const seconds: LoadBeside['seconds'] = [];
  for (let at = Math.max(began, secondOf(from)); at <= until; at += 1) {
    const sum = (column: 'due' | 'ended' | 'dropped'): number | null => {
      const told = runners.map(({ startedAt, instrument }) => {
        const own = at - secondOf(Date.parse(startedAt));
        return instrument.seconds[column][own] ?? null;
      });
      return told.length === 0 || told.includes(null) ? null : told.reduce((all: number, one) => all + Number(one), 0);
    };
    const lateMs = late?.[at - began] ?? null;
    seconds.push({ due: sum('due'), ended: sum('ended'), dropped: sum('dropped'), lateMs });
  }
  return seconds;
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1000);
}
