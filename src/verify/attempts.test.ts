import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Plan } from '../records/plan.js';
import type { HealthObservation } from '../records/release.js';
import { at, leaveRun, place, unknown, type Change } from './earlier-run.test-data.js';
import { claim, readEarlierRun } from './earlier-run.js';

afterAll(() => rmSync(place, { recursive: true }));

let count = 0;
const own = path.join(place, 'own');
mkdirSync(own);

function runWith(change: Change, planned: Partial<Plan> = {}, health: readonly HealthObservation[] = []) {
  return leaveRun(`run-${(count += 1)}`, change, planned, health);
}

test('a run that was gone on with once can be gone on with again, and what was kept stays of the run that measured it', () => {
  const first = readEarlierRun(runWith(unknown).dir, own, at);
  const { dir, verdict } = runWith(unknown, { resumes: first.resumes });
  const second = readEarlierRun(dir, own, at);
  expect(verdict.resumes).toMatchObject({ attempt: 2, measured: 2, kept: 1 });
  expect(second.resumes).toMatchObject({
    ...{ runId: verdict.runId, attempt: 3, kept: { 'journeys/a': first.plan.runId } },
  });
});

test('the third attempt is the last: who could go on again and again would come to a GO by luck', () => {
  const first = readEarlierRun(runWith(unknown).dir, own, at);
  const second = readEarlierRun(runWith(unknown, { resumes: first.resumes }).dir, own, at);
  const { dir, verdict } = runWith(unknown, { resumes: second.resumes });
  expect(verdict.resumes?.attempt).toBe(3);
  expect(verdict.headline).toContain('Attempt 3, resumes run');
  expect(() => readEarlierRun(dir, own, at)).toThrow('it was attempt 3, and there is no further one');
});

/** Payments were down, and `journeys/b` failed. */
const outage: Change = (record) => {
  if (record.check !== 'journeys/b' || record.measured.kind !== 'test') return record;
  const attempts = record.measured.attempts.map((one) => ({ ...one, status: 'failed' as const }));
  return { ...record, measured: { ...record.measured, attempts } };
};
const down = [{ at, thirdParty: 'payments', up: false, detail: '503' }];

test('what failed by a third party that was down, and passes when it is measured again, is named in the first lines', () => {
  const first = runWith(outage, {}, down);
  expect(first.verdict.reasons).toMatchObject([{ check: 'journeys/b', outcome: 'failed', attribution: 'third-party' }]);
  const once = readEarlierRun(first.dir, own, at);
  expect(once.resumes.failedBefore).toEqual(['journeys/b']);
  const passed = 'Passed now, after a failure while a third party was down: journeys/b.';
  const good = runWith((record) => record, { resumes: once.resumes }).verdict;
  expect(good.verdict).toBe('GO');
  expect(good.resumes?.failedBefore).toEqual(['journeys/b']);
  expect(good.headline).toContain(passed);

  // As long as it fails it is a reason; and the attempt after that still knows.
  const again = runWith(outage, { resumes: once.resumes }, down);
  expect(again.verdict.headline).not.toContain('Passed now');
  const twice = readEarlierRun(again.dir, own, at);
  expect(runWith((record) => record, { resumes: twice.resumes }).verdict.headline).toContain(passed);

  // One that is kept in the next attempt is still named in it.
  const other: Change = (record) => (record.check === 'journeys/a' ? undefined : record);
  const kept = readEarlierRun(runWith(other, { resumes: { ...once.resumes, kept: {} } }).dir, own, at);
  expect(kept.resumes).toMatchObject({ failedBefore: ['journeys/b'], kept: { 'journeys/b': expect.any(String) } });
});

test('what nobody knew, and nothing failed in, is not called a failure', () => {
  expect(readEarlierRun(runWith(unknown).dir, own, at).resumes).not.toHaveProperty('failedBefore');
});

test('a run is gone on with once: whoever comes second is refused, also when both had read it', () => {
  const { dir } = runWith(unknown);
  const [first, second] = [readEarlierRun(dir, own, at), readEarlierRun(dir, own, at)];
  claim(first, 'run-b');
  expect(() => claim(second, 'run-c')).toThrow('another run went on with it already');
  expect(() => readEarlierRun(dir, own, at)).toThrow('another run went on with it already');
});
