import { describe, expect, it } from 'vitest';
import { comparedWith, quiet } from '../policy/compared.test-data.js';
import type { LoadConditions } from '../records/baseline.js';
import type { LoadScript } from '../records/load-evidence.js';
import { plan as planSchema, type PlannedCheck, type UnderLoadSource } from '../records/plan.js';
import { policy } from '../records/policy.js';
import { rollback } from '../records/rollback.js';
import { drawUp, type DrawUp } from './draw-up.js';

function test(id: string, file = `suites/${id}.spec.ts`): PlannedCheck {
  const stage = id.slice(0, id.indexOf('/'));
  const source = { kind: 'test', file, line: 1, project: stage, title: id } as const;
  return { id, title: id, stage, tier: 'blocking', source, thirdParties: [] };
}
function accessible(of: PlannedCheck): PlannedCheck {
  return { ...of, id: `${of.id}@accessible`, source: { kind: 'derived', of: of.id, tag: '@accessible' } };
}
const limit: LoadScript['limits'][number] = {
  ...{ metric: 'http_req_duration', tags: {}, expression: 'p(95)<500', unit: 'ms' },
  rule: { kind: 'quantile', quantile: 0.95, comparison: '<', edge: 500 },
};
function script(file = 'load/rush.k6.ts'): LoadScript {
  const tool = file.endsWith('.k6.ts') ? 'k6' : 'autocannon';
  return { file, tool, limits: [limit], estimatedSeconds: 30, iterations: { even: 200, ramp: 100 } };
}
function limitOf({ file, tool }: LoadScript, name = 'p95'): PlannedCheck {
  const id = `load/${file.replace(/^load\/|\..*$/g, '')}/${name}`;
  return { ...test(id), source: { kind: 'limit', file, tool, limit } };
}

const pay = test('journeys/pay');
const browse = test('journeys/browse');
const speed = test('speed/front-page');
const rush = script();
const conditions = new Map();
const once = { inPairs: undefined, scalable: [], besideWalks: [], conditions };
const load = { checks: [limitOf(rush)], notChecked: [], scripts: [rush], ...once };
const noLoad = { checks: [], notChecked: [], scripts: [], ...once };

function planOf({ required = [], ...rest }: Partial<DrawUp> & { required?: string[] } = {}) {
  const drawn = drawUp({
    ...{ runId: 'run-1', createdAt: '2026-01-02T03:04:05.000Z', gonogo: '1.0.0', profile: 'standard', workers: 2 },
    requested: { release: '2.0.0', origin: '--release' },
    target: { name: 'Shop', url: 'http://127.0.0.1:3000' },
    digests: { config: 'c', policy: 'p', waivers: 'w', quarantine: 'q' },
    tools: { node: 'v20' },
    sources: { tests: [pay, accessible(pay), browse, speed], load },
    foreign: { checks: [], notChecked: [], functional: [], load: [] },
    policy: policy.parse({ version: 1, required }),
    tierOf: () => 'blocking',
    caps: { requestsPerSecond: 500, requests: 1_000_000, minutes: 60 },
    rollback: undefined,
    only: undefined,
    aa: false,
    ...rest,
  });
  return planSchema.parse(drawn);
}
const idsOf = (of: { checks: { id: string }[] }) => of.checks.map(({ id }) => id);
const refusal = (rest: Parameters<typeof planOf>[0], words: RegExp) =>
  expect(() => planOf(rest)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
  );

describe('a plan', () => {
  it('has the identity of the release first, then a row for every check that the tools name', () => {
    const plan = planOf();
    expect(idsOf(plan)).toEqual([
      ...['environment/release-identity', 'journeys/pay', 'journeys/pay@accessible', 'journeys/browse'],
      ...['speed/front-page', 'load/rush/p95'],
    ]);
    expect(plan).toMatchObject({ partial: false, notChecked: [] });
  });

  it('gathers tests together, then page speed alone, then each load script alone: every check once but the identity', () => {
    const plan = planOf();
    expect(plan.gatherings).toMatchObject([
      {
        id: 'functional',
        tool: 'playwright',
        files: ['suites/journeys/pay.spec.ts', 'suites/journeys/browse.spec.ts'],
      },
      { id: 'speed', tool: 'playwright' },
      { id: 'rush', tool: 'k6', estimatedSeconds: 30, estimatedRequests: 300 },
    ]);
    expect(plan.gatherings.flatMap(({ checks }) => checks)).toEqual(idsOf(plan).slice(1));
  });

  it('gathers what looks back on the run when all else is over', () => {
    const errors = test('closing/server-errors');
    const plan = planOf({ sources: { tests: [errors, pay, speed], load } });
    expect(plan.gatherings.map(({ id }) => id)).toEqual(['functional', 'speed', 'rush', 'closing']);
    expect(plan.gatherings.at(-1)).toMatchObject({ tool: 'playwright', checks: ['closing/server-errors'] });
    expect(plan.gatherings[0]?.checks).toEqual(['journeys/pay']);
  });

  describe('with a drill', () => {
    const post = { post: 'http://127.0.0.1:1/' };
    const allowed = rollback.parse({ to: '1.9.0', replicas: 2, deploy: post, rollback: post, redeploy: post });
    const [deploys, loses] = [
      test('drill/deploys', 'suites/drill/r.spec.ts'),
      test('drill/loses', 'suites/drill/r.spec.ts'),
    ];
    const drilled: Partial<DrawUp> = {
      sources: { tests: [deploys, pay, loses], load },
      rollback: allowed,
      profile: 'full',
    };
    const whyNot = (rest: Partial<DrawUp>) =>
      planOf({ ...drilled, ...rest }).notChecked.flatMap(({ check, why }) => (check === loses.id ? [why] : []));

    it('has it last and alone, in profile full', () => {
      const plan = planOf(drilled);
      expect(plan.notChecked).toEqual([]);
      expect(plan.gatherings.map(({ id }) => id)).toEqual(['functional', 'rush', 'drill']);
      expect(plan.gatherings.at(-1)).toMatchObject({ checks: [deploys.id, loses.id], estimatedSeconds: 120 });
      expect(plan.gatherings[0]?.checks).toEqual([pay.id]);
    });

    it('leaves it out where the config does not allow it, and in smaller profiles, and says so', () => {
      expect(whyNot({ rollback: undefined })).toEqual([expect.stringContaining('has no "rollback"')]);
      expect(whyNot({ profile: 'standard' })).toEqual([expect.stringContaining('no part of profile standard')]);
      expect(whyNot({ profile: 'smoke' })).toEqual([expect.stringContaining('no part of profile smoke')]);
      expect(whyNot({})).toEqual([]);
    });

    it('has all of it when one of its checks is asked for: it is one story', () => {
      const plan = planOf({ ...drilled, only: [loses.id] });
      expect(idsOf(plan)).toEqual([deploys.id, loses.id]);
      expect(plan.partial).toBe(true);
      expect(idsOf(planOf({ ...drilled, only: [pay.id] }))).toEqual([pay.id]);
    });
  });

  it('takes each check’s tier from the policy', () => {
    const plan = planOf({ tierOf: (id) => (id.startsWith('speed/') ? 'advisory' : 'blocking') });
    expect(plan.checks.filter(({ tier }) => tier === 'advisory').map(({ id }) => id)).toEqual(['speed/front-page']);
  });

  it('says what a smoke leaves out, and is whole by the measure of its profile', () => {
    const plan = planOf({ profile: 'smoke' });
    expect(idsOf(plan)).not.toContain('speed/front-page');
    expect(plan.notChecked).toEqual([{ check: 'speed/front-page', why: expect.stringContaining('smoke') }]);
    expect(plan.partial).toBe(false);
  });
});

describe('a required check', () => {
  it('that is not there any more stays a row, with nothing to run: it will be missing', () => {
    const plan = planOf({ required: ['journeys/refund', 'journeys/pay'] });
    expect(plan.checks.at(-1)).toMatchObject({ id: 'journeys/refund', stage: 'journeys', tier: 'blocking' });
    expect(idsOf(plan).filter((id) => id === 'journeys/pay')).toHaveLength(1);
    expect(plan.gatherings.flatMap(({ checks }) => checks)).not.toContain('journeys/refund');
  });

  const tooShort = {
    checks: [],
    notChecked: [{ check: 'load/rush/p99', why: 'too few' }],
    scripts: [rush],
    ...once,
  };
  const withoutLimit = { tests: [pay, speed], load: tooShort };
  it.each([
    ['smoke', []],
    ['standard', ['load/rush/p99']],
    ['full', ['load/rush/p99']],
  ] as const)('that profile %s has no time for: missing rows are %j', (profile, missing) => {
    const required = ['load/rush/p99', 'speed/front-page'];
    const plan = planOf({ profile, required, sources: withoutLimit });
    expect(plan.checks.filter(({ title }) => title.includes('required by')).map(({ id }) => id)).toEqual(missing);
  });
});

it('says of each load script under what it is measured, and has it measure the comparisons too', () => {
  const limited = limitOf(rush);
  const told: LoadConditions = {
    ...{ profile: 'standard', staging: 'shop', script: 'a'.repeat(64), machine: '2 × chip, linux x64' },
    tools: { k6: '2.2.0' },
  };
  const source = { ...comparedWith(quiet), of: limited.id, file: rush.file };
  const compared: PlannedCheck = { ...limited, id: `${limited.id}@not-slower`, source };
  const checks = [limited, compared];
  const sources = { tests: [pay], load: { ...load, checks, conditions: new Map([[rush.file, told]]) } };
  const gathering = { id: 'rush', conditions: told, checks: [limited.id, compared.id] };
  expect(planOf({ sources }).gatherings.at(-1)).toMatchObject(gathering);
  // Its limit comes along, which says whether it was measured at all.
  expect(idsOf(planOf({ sources, only: ['load/**@not-slower'] }))).toEqual([limited.id, compared.id]);
});

it('runs a script for two releases in turn, for the comparison with the one before alone', () => {
  const limited = limitOf(rush);
  const source = { ...comparedWith([]), of: limited.id, file: rush.file, with: 'previous' as const };
  const beside: PlannedCheck = { ...limited, id: `${limited.id}@not-slower-than-previous`, source };
  const sources = {
    tests: [pay],
    load: {
      ...load,
      checks: [limited, beside],
      inPairs: { profile: 'standard' as const, scripts: [script('load/rush.k6.ts')] },
    },
  };
  const [alone, pairs] = planOf({ sources }).gatherings.slice(-2);
  expect(alone).toMatchObject({ id: 'rush', checks: [limited.id], estimatedSeconds: 30, estimatedRequests: 300 });
  expect(alone?.inPairs).toBeUndefined();
  expect(pairs).toMatchObject({ id: 'rush-side-by-side', tool: 'k6', checks: [beside.id], inPairs: 'standard' });
  // Ten pairs at most, and one that warms up.
  expect(pairs).toMatchObject({ estimatedSeconds: 660, estimatedRequests: 6600 });
  expect(planOf({ sources: { ...sources, load: { ...sources.load, checks: [limited] } } }).gatherings).toHaveLength(2);
});

it('compares the release with itself and does nothing else where the noise is asked for', () => {
  const limited = limitOf(rush);
  const source = { ...comparedWith([]), of: limited.id, file: rush.file, with: 'itself' as const };
  const twice: PlannedCheck = { ...limited, id: `${limited.id}@not-slower-than-itself`, source };
  const inPairs = { profile: 'smoke' as const, scripts: [script('load/rush.k6.ts')] };
  const sources = { tests: [pay], load: { ...load, checks: [limited, twice], inPairs } };
  const plan = planOf({ sources, aa: true });
  expect(idsOf(plan)).toEqual([twice.id]);
  expect(plan.partial).toBe(true);
  expect(plan.gatherings).toMatchObject([{ id: 'rush-side-by-side', inPairs: 'smoke', checks: [twice.id] }]);
  expect(plan.notChecked).toContainEqual({ check: limited.id, why: 'left out by --aa' });
  expect(() => planOf({ aa: true })).toThrow('there is nothing that it compares: name a limit in `comparisons`');
});

describe('--only', () => {
  it('makes the plan partial, and names all that it leaves out', () => {
    const plan = planOf({ only: ['journeys/browse'] });
    expect({ ids: idsOf(plan), partial: plan.partial }).toEqual({ ids: ['journeys/browse'], partial: true });
    expect(plan.notChecked.map(({ check, why }) => [check, why])).toContainEqual([
      'journeys/pay',
      'left out by --only',
    ]);
    expect(plan.notChecked).toHaveLength(5);
    expect(plan.gatherings.map(({ id, files }) => [id, files])).toEqual([
      ['functional', ['suites/journeys/browse.spec.ts']],
    ]);
  });

  it('of a derived check brings its test along, which measures it', () => {
    expect(idsOf(planOf({ only: ['**@accessible'] }))).toEqual(['journeys/pay', 'journeys/pay@accessible']);
  });

  it('that leaves out nothing but a required check that is missing is partial all the same', () => {
    const only = ['environment/*', 'journeys/pay*', 'journeys/browse', 'speed/**', 'load/**'];
    expect(planOf({ only }).partial).toBe(false);
    expect(planOf({ only, required: ['journeys/refund'] }).partial).toBe(true);
  });

  it.each([
    { only: ['journeys/*', 'jorneys/*'], profile: 'standard' as const },
    { only: ['speed/front-page'], profile: 'smoke' as const },
  ])('with a pattern that matches nothing is refused: $only', ({ only, profile }) =>
    refusal({ only, profile }, /--only .* matches no check/),
  );
});

describe('a plan is refused', () => {
  it('without tests and limits, whatever is required', () => {
    refusal({ sources: { tests: [], load: noLoad }, required: ['journeys/pay'] }, /Nothing is planned/);
    const load = { ...noLoad, notChecked: [{ check: 'load/rush/p99', why: 'too few' }] };
    refusal({ sources: { tests: [], load } }, /Nothing is planned/);
  });

  it('where nothing blocks: all is advisory, or the profile has none of it', () => {
    refusal({ tierOf: () => 'advisory' }, /Nothing that blocks/);
    refusal({ profile: 'smoke', sources: { tests: [speed], load: noLoad } }, /Nothing that blocks/);
  });

  it('for two checks with one id, also with the id of gonogo’s own', () => {
    refusal({ sources: { tests: [pay, pay], load } }, /Two checks would be called journeys\/pay/);
    refusal({ sources: { tests: [pay, test('environment/release-identity')], load } }, /release-identity/);
  });

  it.each(['load/rush.autocannon.ts', 'load/functional.k6.ts', 'load/speed.k6.ts'])(
    'for %s, whose evidence would lie where another gathering leaves its own',
    (file) => {
      const twin = script(file);
      const both = { ...noLoad, checks: [limitOf(rush), limitOf(twin, 'p99')], scripts: [rush, twin] };
      refusal(
        { sources: { tests: [pay, speed], load: both } },
        /would leave its evidence where .* Rename the file in load/,
      );
    },
  );

  it('for more load than staging may take', () => {
    refusal({ caps: { requestsPerSecond: 500, requests: 300, minutes: 60 } }, /caps\.requests /);
  });
});

it('walks tests beside a script in pairs, which runs for as long as each walk takes, and no longer', () => {
  const source: UnderLoadSource = {
    ...{ kind: 'under-load', walks: pay.id, file: rush.file, tool: 'k6' },
    ...{ test: { file: 'suites/journeys/pay.spec.ts', line: 1, project: 'journeys', title: 'pay' } },
    ...{ margin: { relative: 0.5, absolute: 100 }, among: 1 },
  };
  const walked: PlannedCheck = { ...pay, id: `${pay.id}@under-load`, stage: 'load', source };
  const sources = { tests: [pay], load: { ...load, checks: [...load.checks, walked], besideWalks: [rush] } };
  const [, alone, walks] = planOf({ sources }).gatherings;
  expect(alone).toMatchObject({ id: 'rush', checks: ['load/rush/p95'] });
  expect(walks).toMatchObject({ id: 'rush-under-load', tool: 'k6', checks: [walked.id], underLoad: 'standard' });
  // Eleven pairs of walks of 7 s, and 6 s more beside each other one: 13 of the script's 30 s.
  expect(walks).toMatchObject({ estimatedSeconds: 11 * 20, estimatedRequests: 11 * 130 + 11 * 2 * 30 });
  expect(planOf({ sources, only: [walked.id] }).gatherings.map(({ id }) => id)).toEqual(['rush-under-load']);
});
