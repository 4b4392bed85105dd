import { secondOf, spanOfTest } from '../records/clock.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { latenessOf } from '../records/load-lateness.js';
import type { LoadBeside, TestMeasured } from '../records/evidence.js';
import { sumOfRunners } from './runners-together.js';

/** What a load script sent while a test walked: by second of the clock, from the walk's beginning to its end. */
export function loadBeside(evidence: LoadEvidence, walk: TestMeasured): LoadBeside {
  const { startedAt, finishedAt, requests, threw, unsent } = evidence;
  return { ...{ startedAt, finishedAt, requests, threw, unsent }, seconds: secondsOf(evidence, walk) };
}

/** By second of the clock; of several k6 that ran side by side together. What one of them does not tell nobody knows. */
function secondsOf(evidence: LoadEvidence, walk: TestMeasured): LoadBeside['seconds'] {
  const runners = evidence.tool === 'k6' && evidence.runners !== undefined ? evidence.runners : [];
  const late = latenessOf(evidence);
  const began = secondOf(evidence.startedAt);
  const { startMs, endMs } = spanOfTest(walk);
  const until = Math.min(secondOf(endMs), secondOf(evidence.finishedAt));
  const seconds: LoadBeside['seconds'] = [];
  for (let at = Math.max(began, secondOf(startMs)); at <= until; at += 1) {
    // Less load, because one of them had not begun or was through, is not what the walk is about.
    const sum = (column: 'due' | 'ended' | 'dropped') => sumOfRunners(runners, column, at, 'unknown');
    const lateMs = late?.[at - began] ?? null;
    seconds.push({ due: sum('due'), ended: sum('ended'), dropped: sum('dropped'), lateMs });
  }
  return seconds;
}
