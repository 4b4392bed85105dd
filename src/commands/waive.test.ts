import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { policy as policySchema } from '../records/policy.js';
import { waiverFile, type Waiver } from '../records/waiver.js';
import { at, finishedRun, place, type RunDraft } from '../release/signed-run.test-data.js';
import { judgeRun } from '../run-folder/judge.js';
import { waive } from './waive.js';

let said = '';
const home = process.cwd();
beforeEach(() => {
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  process.chdir(place);
});
afterEach(() => process.chdir(home));
afterAll(() => rmSync(place, { recursive: true }));

let runs = 0;
const run = (draft: RunDraft = {}): string => finishedRun(`waive-${(runs += 1)}`, { failing: true, ...draft });

test('drafts a file that is refused until people have said what only they can say', async () => {
  expect(await waive('journeys/b', run())).toBe(0);
  const draft = parse(said) as { version: number; waivers: Waiver[] };
  const refused = waiverFile.safeParse(draft).error?.issues.map(({ path: key }) => key.at(-1));
  expect(refused).toEqual(['reason', 'ticket', 'owner', 'approvedBy', 'expires']);
  const words = {
    reason: 'known',
    ticket: 'SHOP-42',
    owner: 'anna',
    approvedBy: 'ben',
    expires: '2026-12-01T18:00:00Z',
  };
  const [waiver] = waiverFile.parse({ ...draft, waivers: draft.waivers.map((one) => ({ ...one, ...words })) }).waivers;
  expect(waiver).toMatchObject({ check: 'journeys/b', signature: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const { verdict } = judgeRun(run({ waivers: [waiver as Waiver] }), at);
  expect([verdict.verdict, verdict.waivers[0]?.standing]).toEqual(['GO', 'live']);
});

test('drafts an entry alone where waivers.yaml is there already, so that it can be appended', async () => {
  const file = path.join(place, 'waivers.yaml');
  writeFileSync(file, 'version: 1\nwaivers:\n');
  await waive('journeys/b', run());
  rmSync(file);
  expect(said).not.toContain('version');
  expect((parse(`version: 1\nwaivers:\n${said}`) as { waivers: unknown[] }).waivers).toHaveLength(1);
});

test.each<[string, string, RunDraft, RegExp]>([
  ['passed', 'journeys/a', {}, /passed in the run .*nothing to waive/],
  ['is not there', 'journeys/x', {}, /has no check journeys\/x/],
  ['is the release identity', 'environment/release-identity', {}, /safety check/],
  [
    'the policy calls safety',
    'journeys/b',
    { policy: policySchema.parse({ version: 1, waivers: { never: ['journeys/b'] } }) },
    /safety check/,
  ],
])('refuses what %s', async (_, check, draft, words) => {
  await expect(waive(check, run(draft))).rejects.toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
  );
  expect(said).toBe('');
});

test('refuses what was not measured, and says why', async () => {
  const dir = run();
  rmSync(path.join(dir, 'evidence/raw.jsonl'));
  await expect(waive('journeys/b', dir)).rejects.toThrow(/is missing: only what failed or was flaky can be waived/);
});

test('refuses a folder that is no run', async () => {
  await expect(waive('journeys/b', path.join(place, 'nowhere'))).rejects.toThrow('Is');
});
