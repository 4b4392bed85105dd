import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../records/usage-error.js';
import { finishedRun, place } from '../release/signed-run.test-data.js';
import { explain } from './explain.js';
import { judge } from './judge.js';

let [said, complained] = ['', ''];
beforeEach(() => {
  [said, complained] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((complained += String(text)), true));
});
afterAll(() => rmSync(place, { recursive: true }));

const go = finishedRun('2026-11-20T12-00-00Z-aaaaaa');
const noGo = finishedRun('2026-11-20T13-00-00Z-bbbbbb', { failing: true });
const policy = path.join(place, 'other-policy.yaml');
writeFileSync(policy, 'version: 1\ntiers:\n  - checks: journeys/b\n    tier: advisory\n');

const bytesOf = (dir: string): [string, string][] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [path.join(parentPath, name), readFileSync(path.join(parentPath, name), 'base64')]);

describe('judging past runs by another policy', () => {
  test('says which verdicts would flip and why, one line a run, with exit 0', async () => {
    expect(await judge([go, noGo], { policy })).toBe(0);
    expect(said).toBe(
      '2026-11-20T12-00-00Z-aaaaaa  GO\n' +
        '2026-11-20T13-00-00Z-bbbbbb  NO-GO → GO  journeys/b no longer blocking: tiers[0] (journeys/b: advisory)\n' +
        '1 of 2 verdicts would flip\n',
    );
  });

  test('writes nothing', async () => {
    const before = [...bytesOf(go), ...bytesOf(noGo)];
    await judge([go, noGo], { policy });
    expect([...bytesOf(go), ...bytesOf(noGo)]).toEqual(before);
  });

  test('gives data with --json', async () => {
    await judge([noGo], { policy, json: true });
    const change = { check: 'journeys/b', why: expect.stringContaining('no longer blocking') };
    expect(JSON.parse(said)).toMatchObject({
      runs: [{ recorded: 'NO-GO', own: 'NO-GO', byPolicy: 'GO', flips: true, why: [change] }],
      notJudged: [],
      flips: 1,
    });
  });

  test('names what it cannot judge, and judges the others all the same', async () => {
    const broken = path.join(place, 'broken');
    cpSync(noGo, broken, { recursive: true });
    writeFileSync(path.join(broken, 'verdict.json'), '{');
    expect(await judge([broken, go, path.join(place, 'nowhere')], { policy })).toBe(2);
    expect(said).toBe('2026-11-20T12-00-00Z-aaaaaa  GO\n0 of 1 verdicts would flip\n');
    expect(complained).toMatch(/broken was not judged: .*\n.*nowhere was not judged: .*no such file/);
  });

  test('of a run that ended before it had anything to judge ends with 3', async () => {
    const unfinished = path.join(place, 'unfinished');
    mkdirSync(unfinished);
    const verdict = JSON.parse(readFileSync(path.join(go, 'verdict.json'), 'utf8')) as object;
    const early = { ...verdict, verdict: 'INCONCLUSIVE', exitCode: 3, digests: null, headline: 'It was stopped.' };
    writeFileSync(path.join(unfinished, 'verdict.json'), JSON.stringify(early));
    expect(await judge([unfinished], { policy })).toBe(3);
    expect(complained).toContain('nothing to judge: It was stopped.');
    await expect(judge([go, unfinished], {})).rejects.toThrow(UsageError);
  });

  test('says where a verdict on disk is not what the run’s own policy gives any more', async () => {
    const pruned = path.join(place, 'pruned');
    cpSync(go, pruned, { recursive: true });
    rmSync(path.join(pruned, 'evidence/raw.jsonl'));
    expect(await judge([pruned], { policy })).toBe(0);
    expect(said).toContain(
      'INCONCLUSIVE  (its verdict.json says GO; judged again by its own policy it is INCONCLUSIVE)',
    );
  });

  test.each([
    ['a policy that is not there', { policy: path.join(place, 'none.yaml') }],
    ['a policy that is none', { policy: path.join(go, 'verdict.json') }],
    ['approvals to count', { policy, trust: 'trust.json' }],
  ])('is the caller’s error with %s', async (_, options) => {
    await expect(judge([go], options)).rejects.toThrow(UsageError);
  });
});

test('several runs are judged again, and the strongest word is the exit code', async () => {
  expect(await judge([go, noGo], {})).toBe(1);
  expect(said).toMatch(/^GO .*\nNO-GO /);
  expect(await judge([go, go], {})).toBe(0);
});

test('with --json there is one run, since several documents in a row are no JSON', async () => {
  await expect(judge([go, noGo], { json: true })).rejects.toThrow(UsageError);
  expect(said).toBe('');
});

describe('explain', () => {
  test('tells a green check’s rule, measurement, age, tier and effect', async () => {
    expect(await explain('journeys/a', go)).toBe(0);
    expect(said).toMatch(/^journeys\/a {2}passed\n/);
    for (const line of [
      'rule         passes at its first attempt, with at least one assertion; 2 attempts at most',
      'attempt 1    passed, 1 assertion',
      'flips        flaky when an attempt fails and a later one passes (flakeBudget 0); fails when all 2 do',
      'age          recorded 2026-11-20T12:00:00.000Z; a pass is stale from 2026-11-21T12:00:00.000Z on (24 h)',
      'tier         blocking: policy no tier matches it, so it is blocking; planned as blocking; the stricter holds',
      'effect       none: it passed',
      'evidence     evidence/raw.jsonl',
    ])
      expect(said).toContain(`  ${line}\n`);
  });

  test('tells what a failure calls for, and the looks of the identity', async () => {
    await explain('journeys/b', noGo);
    expect(said).toContain('  effect       calls for NO-GO\n');
    said = '';
    await explain('environment/release-identity', go);
    expect(said).toMatch(/ {2}look {9}before 2026-11-20T12:00:00.000Z: 2\.4\.0 \(c+, sha256:a+\)\n/);
  });

  test('of a run whose evidence is gone or changed says so, and what verdict.json has', async () => {
    const bare = path.join(place, 'bare');
    mkdirSync(bare);
    cpSync(path.join(noGo, 'verdict.json'), path.join(bare, 'verdict.json'));
    await explain('journeys/b', bare);
    expect(said).toMatch(
      /^journeys\/b {2}failed .*[\s\S]*not there {4}what follows is from verdict\.json alone: .*plan\.json/,
    );
    const torn = path.join(place, 'torn');
    cpSync(noGo, torn, { recursive: true });
    writeFileSync(path.join(torn, 'evidence/checks.jsonl'), '');
    said = '';
    await explain('journeys/b', torn);
    expect(said).toContain('the evidence is not what this verdict was judged from');
    expect(said).toContain('the run holds no evidence of it that can be believed');
  });

  test('of a check that is not there is the caller’s error', async () => {
    await expect(explain('journeys/none', go)).rejects.toThrow(UsageError);
  });
});
