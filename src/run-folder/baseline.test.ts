import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { BaselineRun } from '../records/baseline.js';
import type { Measured } from '../records/evidence.js';
import type { Gathering } from '../records/plan.js';
import { at, place as runs } from '../release/signed-run.test-data.js';
import { addToBaseline, baselineRunsOf, readBaseline, baselinesFor } from './baseline.js';
import { verdictOf } from './judge.js';
import { checks, limited, rules, runOf } from './what-if.test-data.js';

const place = mkdtempSync(path.join(tmpdir(), 'gonogo-baseline-'));
afterAll(() => [place, runs].forEach((folder) => rmSync(folder, { recursive: true })));

let files = 0;
const newFile = () => path.join(place, `${(files += 1)}`, 'baseline.jsonl');

const conditions = {
  ...{ profile: 'standard' as const, staging: 'shop', script: 'a'.repeat(64), machine: '2 × chip, linux x64' },
  tools: { gonogo: '0.1.0', k6: '2.2.0' },
};
function runAt(finishedAt: string, change: Partial<BaselineRun> = {}): BaselineRun {
  return {
    ...{ schemaVersion: 1, runId: `run of ${finishedAt}`, release: '1.0.0', finishedAt, script: 'load/rush.k6.ts' },
    ...{ conditions, figures: { 'load/rush/pay': { ms: 100 } } },
    ...change,
  };
}
const [first, second] = [runAt('2026-01-01T00:00:00.000Z'), runAt('2026-01-02T00:00:00.000Z')];

describe('a baseline', () => {
  test('is nobody’s yet where there is no file', () => {
    expect(readBaseline(newFile())).toEqual([]);
  });

  test('gives what was added, in the order of time, and each run once', () => {
    const file = newFile();
    expect(addToBaseline(file, [second])).toEqual([second]);
    expect(addToBaseline(file, [second, first])).toEqual([first]);
    expect(addToBaseline(file, [first])).toEqual([]);
    expect(readBaseline(file)).toEqual([first, second]);
    writeFileSync(file, readFileSync(file, 'utf8').repeat(2));
    expect(readBaseline(file)).toEqual([first, second]);
  });

  test('gives who goes on with a run what that one was compared with', () => {
    const file = newFile();
    addToBaseline(file, [first, second]);
    const pinned = path.join(path.dirname(file), 'load/baseline.jsonl');
    addToBaseline(pinned, [second]);
    const folder = path.dirname(file);
    const own = { projectDir: folder, reportsDir: folder };
    const comparing = rules({ comparisons: [{ check: 'load/rush/pay', marginPercent: 10 }] });
    expect(baselinesFor(comparing, own)).toEqual({ rolling: [first, second], pinned: [second] });
    const before = second.finishedAt;
    expect(baselinesFor(comparing, { ...own, before })).toEqual({ rolling: [first], pinned: [second] });
    writeFileSync(file, 'unreadable');
    expect(baselinesFor(rules(), own)).toEqual({ rolling: [], pinned: [] });
  });

  test('goes on after a line that somebody was killed in, once that is mended', () => {
    const file = newFile();
    addToBaseline(file, [first]);
    writeFileSync(file, readFileSync(file, 'utf8').trimEnd());
    addToBaseline(file, [second]);
    expect(readBaseline(file)).toEqual([first, second]);
  });

  test.each([
    ['{"schemaVersion":1,"ru', 'line 2: this is no JSON. Delete the line, or the file'],
    ['{"schemaVersion":2}', 'line 2: no line of a baseline by this version'],
    [JSON.stringify({ ...second, figures: { 'load/rush/pay': { ms: 0 } } }), 'line 2: no line of a baseline'],
    [JSON.stringify({ ...first, release: '9.9.9' }), 'line 2: a line above says otherwise of load/rush.k6.ts in run'],
  ])('that holds %s is refused, and says where', (line, words) => {
    const file = newFile();
    addToBaseline(file, [first]);
    writeFileSync(file, `${readFileSync(file, 'utf8')}${line}\n`);
    expect(() => readBaseline(file)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
    expect(() => addToBaseline(file, [second])).toThrow(words);
  });
});

describe('what a run is worth to later ones', () => {
  const pay = limited('p(95)<800', 'http_req_duration');
  const errors = { ...limited('rate<0.01'), id: 'load/rush/errors' };
  const gathering = {
    ...{ id: 'rush', tool: 'k6' as const, files: ['load/rush.k6.ts'], checks: [pay.id], conditions },
    ...{ estimatedSeconds: 1, estimatedRequests: 1 },
  };
  const ofPay =
    (change: object, generator: object = {}) =>
    (good: Measured) =>
      good.kind === 'limit'
        ? { ...good, observed: 123.456789, ...change, generator: { ...good.generator, ...generator } }
        : good;

  /** What the run of a policy leaves whose load is as said. */
  function left(measured: (good: Measured) => Measured, policy = rules(), gatherings: Gathering[] = [gathering]) {
    const run = runOf(policy, [...checks, pay, errors], { [pay.id]: measured });
    const { evidence } = run;
    const plan = { ...run.plan, gatherings };
    return { runId: plan.runId, runs: baselineRunsOf({ verdict: verdictOf(run, at), plan, evidence }) };
  }

  test('is the statistic of each limit on a duration, if it was GO', () => {
    const { runId, runs } = left(ofPay({}));
    expect(runs).toEqual([
      {
        ...{ schemaVersion: 1, runId, release: '2.4.0', finishedAt: at, script: 'load/rush.k6.ts', conditions },
        figures: { [pay.id]: { ms: 123.457 } },
      },
    ]);
  });

  test('tells how late the generator was, as far as anybody knows', () => {
    const lateness = (lateMs: (number | null)[]) => left(ofPay({}, { lateMs })).runs[0]?.figures[pay.id];
    expect(lateness([3])).toEqual({ ms: 123.457, lateMs: 3 });
    expect(lateness([null])).toBeUndefined();
  });

  test.each([
    ['failed', () => left(ofPay({ beyond: 118, blocks: [{ samples: 118, beyond: 118 }] }))],
    ['waits for approval', () => left(ofPay({}), rules({ approvals: [{ role: 'manager' }] }))],
    ['measured nothing', () => left(ofPay({ observed: undefined }))],
    [
      'was measured under unknown conditions',
      () => left(ofPay({}), rules(), [{ ...gathering, conditions: undefined }]),
    ],
    ['measured no load', () => left(ofPay({}), rules(), [])],
  ])('is nothing where it %s', (_, run) => {
    expect(run().runs).toEqual([]);
  });
});
