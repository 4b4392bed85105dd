import type { LoadEvidence } from '../records/load-evidence.js';
import { latenessOf } from '../records/load-lateness.js';
import type { LoadBeside, TestMeasured } from '../records/evidence.js';

/** What a load script sent while a test walked: by second of the clock, from the walk's beginning to its end. */
export function loadBeside(evidence: LoadEvidence, walk: TestMeasured): LoadBeside {
  const { startedAt, finishedAt, requests, threw, unsent } = evidence;
  return { ...{ startedAt, finishedAt, requests, threw, unsent }, seconds: secondsOf(evidence, walk) };
}

/** What autocannon cannot tell is not known, and so proves no load. */
function secondsOf(evidence: LoadEvidence, { attempts }: TestMeasured): LoadBeside['seconds'] {
  const [runner, ...others] = evidence.tool === 'k6' ? evidence.runners : [];
  if (runner === undefined || others.length > 0) return [];
  const { due, ended, dropped } = runner.instrument.seconds;
  const late = latenessOf(evidence) ?? [];
  const first = secondOf(Date.parse(runner.startedAt));
  const from = Math.min(...attempts.map(({ startedAt }) => Date.parse(startedAt)));
  const to = Math.max(...attempts.map(({ startedAt, durationMs }) => Date.parse(startedAt) + durationMs));
  const until = Math.min(to, Date.parse(runner.finishedAt));
  const seconds: LoadBeside['seconds'] = [];
  for (let at = Math.max(0, secondOf(from) - first); at <= secondOf(until) - first; at += 1)
    seconds.push({
      ...{ due: due[at] ?? null, ended: ended[at] ?? null, dropped: dropped[at] ?? null },
      lateMs: late[at] ?? null,
    });
  return seconds;
}

function secondOf(ms: number): number {
  return Math.floor(ms / 1000);
}
