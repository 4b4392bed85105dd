import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEvidence } from '../evidence/store.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { judgeRun } from '../run-folder/judge.js';
import { carryOver } from './carry-over.js';
import { at, leaveRun, place, planOf, unknown, type Change } from './earlier-run.test-data.js';
import { earlierOf, readEarlierRun } from './earlier-run.js';
import { resumedPlan } from './resumed-plan.js';

afterAll(() => rmSync(place, { recursive: true }));

let count = 0;
const own = path.join(place, 'own');
mkdirSync(own);

function runWith(change: Change, planned = {}) {
  return leaveRun(`run-${(count += 1)}`, change, planned);
}

/** Why a run is not gone on with, once `mischief` was done to its folder. */
function refusalOf(change: Change, mischief: (dir: string) => void = () => undefined, now = at, planned = {}): string {
  const { dir } = runWith(change, planned);
  mischief(dir);
  try {
    readEarlierRun(dir, own, now);
  } catch (error) {
    return String(error);
  }
  return 'none';
}

const failing: Change = (record) => {
  if (record.check !== 'journeys/a' || record.measured.kind !== 'test') return unknown(record);
  const attempts = record.measured.attempts.map((one) => ({ ...one, status: 'failed' as const }));
  return { ...record, measured: { ...record.measured, attempts } };
};
const removed =
  (file: string) =>
  (dir: string): void =>
    rmSync(path.join(dir, file));
const withoutLine =
  (check: string) =>
  (dir: string): void => {
    const file = path.join(dir, 'evidence/checks.jsonl');
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.filter((line) => !line.includes(`"check":"${check}"`)).join('\n'));
  };
/** Somebody writes another word over a run's verdict. */
const said = (word: string) => (dir: string) => {
  const file = path.join(dir, 'verdict.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), verdict: word }));
};
const dayLater = '2026-11-21T12:00:00.001Z';

test.each<[string, string, Parameters<typeof refusalOf>]>([
  ['a NO-GO', 'it was NO-GO', [failing]],
  ['a NO-GO that says INCONCLUSIVE', 'judged again from its evidence it is NO-GO', [failing, said('INCONCLUSIVE')]],
  [
    'a NO-GO whose failure was removed',
    'are not the ones that its verdict',
    [failing, (dir) => (said('INCONCLUSIVE')(dir), withoutLine('journeys/a')(dir))],
  ],
  [
    'a NO-GO whose failure was removed, and its verdict made anew',
    'evidence of journeys/a was removed',
    [
      failing,
      (dir) => {
        withoutLine('journeys/a')(dir);
        writeFileSync(path.join(dir, 'verdict.json'), JSON.stringify(judgeRun(dir, at).verdict));
      },
    ],
  ],
  ['a GO', 'it was GO', [(record) => record]],
  [
    'a GO that says INCONCLUSIVE',
    'judged again from its evidence it is GO',
    [(record) => record, said('INCONCLUSIVE')],
  ],
  ['a run whose raw file is gone', 'was removed', [unknown, removed('evidence/raw/functional.jsonl')]],
  ['a run whose seal is gone', 'Start a whole run', [unknown, removed('evidence/seal.json')]],
  ['a run whose evidence is too old', 'is too old by now', [unknown, undefined, dayLater]],
  ['a partial run', 'Only a part of the plan was run', [unknown, undefined, at, { partial: true }]],
  [
    'a run that was not sure of its release',
    'it was not sure of its release',
    [(record) => (record.check === 'environment/release-identity' ? undefined : unknown(record))],
  ],
  ['a folder without a plan', 'plan.json is not there', [unknown, removed('plan.json')]],
  ['a folder without a verdict', 'there is no such file', [unknown, removed('verdict.json')]],
])('does not go on with %s', (_, why, given) => {
  expect(refusalOf(...given)).toContain(why);
});

test('keeps what passed, with its files and the run that it is of, and measures the rest again', () => {
  const attached = (record: EvidenceRecord): EvidenceRecord => {
    if (record.measured.kind !== 'test') return record;
    const attachments = [{ name: 'trace', contentType: 'application/zip', path: 'trace.zip' }];
    const attempts = record.measured.attempts.map((one) => ({ ...one, attachments }));
    return { ...record, measured: { ...record.measured, attempts } };
  };
  const { dir, verdict } = runWith((record) => unknown(attached(record)));
  const first = verdict.runId;
  const earlier = readEarlierRun(dir, own, at);
  expect([...earlier.again]).toEqual(['journeys/b']);
  expect(earlier.resumes).toMatchObject({ runId: first, attempt: 2, kept: { 'journeys/a': first } });
  const plan = resumedPlan(planOf({ runId: 'run-own' }), earlier);
  expect(plan).toMatchObject({ partial: false, checks: earlier.plan.checks });
  expect(plan.gatherings).toEqual([
    expect.objectContaining({ files: ['suites/b.spec.ts'], checks: ['journeys/b'], estimatedSeconds: 3 }),
  ]);

  const writer = openEvidence(own, 'run-own', String, plan.resumes?.kept);
  carryOver(earlier, own, writer);
  const lines = readFileSync(path.join(own, 'evidence/checks.jsonl'), 'utf8').trim().split('\n');
  const records = lines.map((line) => (JSON.parse(line) as { record: EvidenceRecord }).record);
  expect(records).toMatchObject([
    {
      ...{ check: 'journeys/a', runId: first, recordedAt: at },
      raw: [{ path: `evidence/kept/${first}/evidence/raw/functional.jsonl` }],
      measured: { attempts: [{ attachments: [{ path: `evidence/kept/${first}/trace.zip` }] }] },
    },
  ]);
  expect(existsSync(path.join(own, `evidence/kept/${first}/trace.zip`))).toBe(true);

  // A file that changes while it is copied is nobody's evidence.
  writeFileSync(path.join(dir, 'evidence/raw/functional.jsonl'), 'something else\n');
  const other = path.join(place, 'other');
  expect(() => carryOver(earlier, other, openEvidence(other, 'run-own', String, earlier.resumes.kept))).toThrow(
    'changed while it was copied',
  );
});

test('a profile that nobody asked for is the earlier run’s; another one stays, for the plan to be refused', () => {
  const { dir } = runWith(unknown);
  const profileOf = (profileIsDefault: boolean) => {
    const options = { resume: dir, profile: 'standard' as const, profileIsDefault, out: 'reports' };
    const run: Parameters<typeof earlierOf>[0] = { dir: own, options, say: () => undefined };
    earlierOf(run, { projectDir: place }, at);
    return run.options.profile;
  };
  expect([profileOf(true), profileOf(false)]).toEqual(['smoke', 'standard']);
});

test('a staging that both runs start may come up at another address', () => {
  const target = { name: 'shop', url: 'http://127.0.0.1:2/' };
  const earlier = readEarlierRun(runWith(unknown, { startsStaging: true }).dir, own, at);
  expect(resumedPlan(planOf({ startsStaging: true, target }), earlier).resumes).toEqual(earlier.resumes);
  expect(() => resumedPlan(planOf({ target }), earlier)).toThrow('its target was');
});

test.each<[string, Parameters<typeof planOf>[0]]>([
  ['asked for release 2.4.0, and', { requested: { release: '2.5.0', origin: '--release' } }],
  ['its target was http://127.0.0.1:1/', { target: { name: 'shop', url: 'http://127.0.0.1:2/' } }],
  ['its profile was smoke', { profile: 'full' }],
  ['gonogo was 0.1.0, and is 0.2.0 now', { gonogo: '0.2.0' }],
  ['chromium was 142.0, and is 143.0 now', { tools: { node: 'v20', chromium: '143.0' } }],
  ['chromium was 142.0, and is not used now', { tools: { node: 'v20' } }],
  ['k6 was not used, and is v2.2.0 now', { tools: { node: 'v20', chromium: '142.0', k6: 'v2.2.0' } }],
  ['its load was sent by one k6 at a time, and now it would be by 2 k6 side by side', { segments: 2 }],
  ['the policy changed', { digests: { ...planOf().digests, policy: 'another' } }],
  ['staging.config.ts changed', { digests: { ...planOf().digests, config: 'another' } }],
  ['--only would leave some of it out', { partial: true }],
  ['journeys/b is not as it was', { checks: planOf().checks.slice(0, 2) }],
  [
    'journeys/a is not as it was',
    {
      checks: planOf().checks.map((check) =>
        check.id === 'journeys/a' ? { ...check, tier: 'advisory' as const } : check,
      ),
    },
  ],
  ['journeys/c is not as it was', { notChecked: [{ check: 'journeys/c', why: 'gone' }] }],
  ['nothing of it can be measured again', { gatherings: [] }],
])('is refused when it is not the same: %s', (why, change) => {
  const tools = { node: 'v20', chromium: '142.0' };
  const earlier = readEarlierRun(runWith(unknown, { tools }).dir, own, at);
  expect(() => resumedPlan(planOf({ tools, ...change }), earlier)).toThrow(why);
});
