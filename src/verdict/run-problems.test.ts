import { expect, test } from 'vitest';
import type { Plan } from '../records/plan.js';
import { policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { at, digests, fellShort, identity, planOf, row } from './decided.test-data.js';
import { rowsOf, runProblems } from './run-problems.js';

interface Draft {
  rows?: JudgedCheck[];
  plan?: Partial<Plan>;
  required?: string[];
  quarantine?: Verdict['quarantine'];
  problems?: Problem[];
  digests?: Partial<typeof digests>;
}

/** Reason code and message of each, without its `run`. */
function problems({ rows = [row('journeys/a')], plan, required = [], quarantine = [], ...draft }: Draft): string[] {
  const judged = [row(identity), ...rows];
  const found = runProblems({
    ...{ plan: { ...planOf(judged), ...plan }, policy: policy.parse({ version: 1, required }), judged, quarantine },
    ...{ problems: draft.problems ?? [], digests: { ...digests, ...draft.digests } },
  });
  return [...found].map(({ check, reasonCode, message }) => {
    expect(check).toBe('run');
    return `${reasonCode}: ${message}`;
  });
}

const nothingProven = 'configuration: No check of the plan but the identity is blocking, so nothing could be proven.';
const lacking = (id: string) => `no-tests: policy.yaml requires ${id}, and the plan does not have it.`;

test('a run that was planned, judged and excepted as it should be has no problems', () => {
  expect(problems({ required: ['journeys/a'] })).toEqual([]);
});

test.each<[string, Draft, string]>([
  [
    'a part of the plan',
    { plan: { partial: true } },
    'partial-run: Only a part of the plan was run: that can find faults, and cannot clear a release.',
  ],
  [
    'another policy',
    { digests: { policy: 'x' } },
    'configuration: The policy is not the one that the plan was drawn up with.',
  ],
  [
    'other waivers',
    { digests: { waivers: 'x' } },
    'configuration: waivers.json is gone, or is not what the plan was drawn up with: nothing is excepted.',
  ],
  [
    'another quarantine',
    { digests: { quarantine: 'x' } },
    'configuration: quarantine.json is gone, or is not what the plan was drawn up with: nothing is excepted.',
  ],
  [
    'no check of the release',
    { plan: { checks: planOf([row('journeys/a')]).checks } },
    'no-identity: The plan has no check of which release staging is.',
  ],
  [
    'a part of the plan, whether the check of the release is in it or not',
    { plan: { partial: true, checks: planOf([row('journeys/a')]).checks } },
    'partial-run: Only a part of the plan was run: that can find faults, and cannot clear a release.',
  ],
  ['a check planned twice', { rows: [row('journeys/a'), row('journeys/a')] }, 'defect: The plan names a check twice.'],
  ['nothing that blocks but the identity', { rows: [row('journeys/a', { tier: 'advisory' })] }, nothingProven],
  ['the identity alone', { rows: [] }, nothingProven],
  ['a required check that is not planned', { required: ['journeys/a', 'journeys/b'] }, lacking('journeys/b')],
  [
    'a problem of no planned check',
    { problems: [{ check: 'journeys/x', reasonCode: 'unparsable', message: 'line 3' }] },
    'unparsable: line 3',
  ],
])('%s is a problem of the run, and says so', (_, draft, problem) => {
  expect(problems(draft)).toEqual([problem]);
});

test('a problem of a planned check is told in its own row', () => {
  expect(problems({ problems: [{ check: 'journeys/a', reasonCode: 'unparsable', message: '?' }] })).toEqual([]);
});

const notChecked = [
  { check: 'load/a', why: 'too long' },
  { check: 'load/b', why: 'too long' },
];

test.each<[string, Partial<Plan>, string[]]>([
  ['smoke, where the plan says that it leaves it out', { profile: 'smoke', notChecked }, []],
  ['not where smoke does not even name it', { profile: 'smoke', notChecked: notChecked.slice(0, 1) }, ['load/b']],
  ['not standard', { profile: 'standard', notChecked }, ['load/a', 'load/b']],
  ['a partial run, which is no GO anyhow', { profile: 'full', notChecked, partial: true }, []],
])('who may leave out a required check: %s', (_, plan, missing) => {
  const found = problems({ plan, required: ['load/a', 'load/b'] });
  expect(found.filter((one) => one.startsWith('no-tests'))).toEqual(missing.map(lacking));
});

test.each<[string, string, Verdict['quarantine'][number]['standing'], string[]]>([
  ['until after the plan, and over by now, proves nothing', '2026-11-20T12:00:00.001Z', 'expired', [nothingProven]],
  ['until the very moment of the plan, is over and proves', at, 'expired', []],
  ['until long before the plan, proves', '2026-11-01T12:00:00Z', 'expired', []],
  ['that was not needed proves', '2026-11-21T12:00:00Z', 'not-needed', []],
])('a blocking check in quarantine %s', (_, expires, standing, found) => {
  const quarantine = [{ check: 'journeys/a', issue: 'S-1', owner: 'Anna', expires, standing, message: '' }];
  expect(problems({ quarantine })).toEqual(found);
  expect(problems({ quarantine, rows: [row('journeys/a'), row('journeys/b')] })).toEqual([]);
});

test('a row that was not judged, or that another one stands in the place of, is told as a defect of gonogo', () => {
  const plan = planOf([row('a/w'), row('a/x', { title: 'a guest pays', tier: 'advisory' }), row('a/y'), row('a/z')]);
  const judged = ['a/w', 'a/y', 'a/y'].map((id) => fellShort(id, 'failed'));
  const defect = { outcome: 'missing', reasonCode: 'defect', attribution: 'harness', durationMs: 0, evidence: [] };
  const told = (id: string, message: string, title = id) => {
    return { id, title, stage: 'a', tier: 'blocking', ...defect, message };
  };
  expect(rowsOf(plan, judged)).toEqual([
    judged[0],
    told('a/x', 'a/y was judged in its place.', 'a guest pays'),
    judged[2],
    told('a/z', 'It was planned and not judged.'),
  ]);
  expect(rowsOf(planOf([row('a/w')]), judged)).toEqual([judged[0]]);
});
