import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { policy as policySchema } from '../records/policy.js';
import type { BaselineRun } from '../records/baseline.js';
import { parseLimit } from '../records/limit-expression.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import { finishedRun, place as runsPlace, type RunDraft } from '../release/signed-run.test-data.js';
import { addToBaseline, readBaseline } from '../run-folder/baseline.js';
import { approve } from './approve.js';
import { baselineAdd, baselinePin } from './baseline.js';
import { keysNew } from './keys.js';

const said = { stdout: '', stderr: '' };
beforeEach(() => {
  Object.assign(said, { stdout: '', stderr: '' });
  for (const stream of ['stdout', 'stderr'] as const)
    vi.spyOn(process[stream], 'write').mockImplementation((text) => ((said[stream] += String(text)), true));
});
const place = mkdtempSync(path.join(tmpdir(), 'gonogo-baseline-command-'));
afterAll(() => [place, runsPlace].forEach((folder) => rmSync(folder, { recursive: true })));

let made = 0;
const project = () => {
  const projectDir = path.join(place, `${(made += 1)}`);
  const history = path.join(projectDir, 'reports/baseline.jsonl');
  return { projectDir, argv: [], run: undefined, packageDir: projectDir, history };
};

const row = { title: 'a', thirdParties: [], tier: 'blocking' as const };
const limit = parseLimit('http_req_duration', 'p(95)<800');
const checks: PlannedCheck[] = [
  { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } },
  {
    ...row,
    id: 'journeys/b',
    stage: 'journeys',
    source: { kind: 'test', file: 'b', line: 1, project: 'p', title: 'b' },
  },
  { ...row, id: 'load/rush/pay', stage: 'load', source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit } },
];
const conditions = {
  ...{ profile: 'standard' as const, staging: 'shop', script: 'a'.repeat(64), machine: '2 × chip, linux x64' },
  tools: { gonogo: '0.1.0', k6: '2.2.0' },
};
const gatherings: Gathering[] = [
  {
    ...{ id: 'rush', tool: 'k6', files: ['load/rush.k6.ts'], checks: ['load/rush/pay'], conditions },
    ...{ estimatedSeconds: 1, estimatedRequests: 1 },
  },
];
const measured = (draft: RunDraft = {}) =>
  finishedRun(`measured-${(made += 1)}`, { plan: { checks, gatherings }, ...draft });

describe('gonogo baseline add', () => {
  test('takes in a run that is GO, once', () => {
    const { history, ...place } = project();
    const dir = measured();
    expect(baselineAdd([dir], { out: 'reports' }, place)).toBe(0);
    expect(baselineAdd([dir], { out: 'reports' }, place)).toBe(0);
    expect(said.stdout).toBe(`${dir}: added (load/rush.k6.ts)\n${dir}: is there already (load/rush.k6.ts)\n`);
    expect(readBaseline(history)).toMatchObject([
      { runId: path.basename(dir), figures: { 'load/rush/pay': { ms: 400 } } },
    ]);
  });

  test('says which is not GO, and takes in the others', () => {
    const { history, ...place } = project();
    const runs = [measured({ failing: true }), finishedRun(`unloaded-${made}`), measured()];
    expect(baselineAdd(runs, { out: 'reports' }, place)).toBe(2);
    expect(said.stderr).toBe(
      `gonogo: ${runs[0]}: it is NO-GO, and only GO runs enter a baseline\n` +
        `gonogo: ${runs[1]}: it measured no duration under load\n`,
    );
    expect(readBaseline(history).map(({ runId }) => runId)).toEqual([path.basename(runs[2]!)]);
  });

  test('counts approvals where the policy asks for them', async () => {
    const { history, ...place } = project();
    const at = new Date().toISOString();
    const policy = policySchema.parse({ version: 1, approvals: [{ role: 'manager' }] });
    const dir = measured({ at, policy });
    const key = async (name: string) => {
      const file = path.join(runsPlace, `${name}-${(made += 1)}`);
      said.stdout = '';
      await keysNew({ out: file });
      return { file, entry: JSON.parse(said.stdout) as unknown };
    };
    const [signer, anna] = [await key('signer'), await key('anna')];
    const trust = path.join(runsPlace, `trust-${made}.json`);
    writeFileSync(
      trust,
      JSON.stringify({
        ...{ version: 1, signers: [signer.entry], policies: ['a'.repeat(64)], environment: { name: 'staging' } },
        people: [{ name: 'Anna', roles: ['manager'], keys: [anna.entry] }],
      }),
    );
    const add = () => baselineAdd([dir], { out: 'reports', trust, author: 'Dora' }, place);
    expect(add()).toBe(2);
    expect(said.stderr).toContain('it is AWAITING-APPROVAL, and only GO runs enter a baseline');
    expect(existsSync(history)).toBe(false);
    await approve(dir, { key: anna.file, forMs: 3_600_000 });
    expect(baselineAdd([dir], { out: 'reports' }, place)).toBe(2);
    expect(add()).toBe(0);
    expect(readBaseline(history)).toHaveLength(1);
    expect(() => baselineAdd([dir], { out: 'reports', trust }, place)).toThrow('with both --trust and --author');
  });
});

describe('gonogo baseline pin', () => {
  const day = (nth: number, change: Partial<BaselineRun> = {}): BaselineRun => ({
    ...{ schemaVersion: 1, runId: `day-${nth}`, release: '1', script: 'load/rush.k6.ts', conditions },
    finishedAt: new Date(Date.UTC(2026, 0, nth)).toISOString(),
    figures: { 'load/rush/pay': { ms: 100 } },
    ...change,
  });

  test('keeps the latest ten that compare with the very latest, of each script and profile', async () => {
    const { history, ...place } = project();
    const older = { ...conditions, tools: { gonogo: '0.1.0', k6: '2.1.0' } };
    addToBaseline(history, [
      ...[1, 2].map((nth) => day(nth, { conditions: older })),
      ...Array.from({ length: 12 }, (_, nth) => day(nth + 3)),
      day(20, { script: 'load/other.k6.ts' }),
      day(21, { conditions: { ...conditions, profile: 'full' } }),
    ]);
    expect(await baselinePin({ out: 'reports' }, place)).toBe(0);
    expect(said.stdout).toBe('load/baseline.jsonl: 12 lines. Commit it.\n');
    const pinned = readBaseline(path.join(place.projectDir, 'load/baseline.jsonl'));
    expect(pinned.map(({ runId }) => runId)).toEqual(
      [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 20, 21].map((nth) => `day-${nth}`),
    );
  });

  test('has nothing to pin where nothing was GO', async () => {
    const { history, ...place } = project();
    await expect(baselinePin({ out: 'reports' }, place)).rejects.toThrow(`${history} has no run to pin.`);
  });
});
