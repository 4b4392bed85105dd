import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EvidenceRecord } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { flipsOfLimit, spread } from './flip.js';
import { countsOf, goodRecord } from './good-record.js';
import { judgeCheck } from './judge-check.js';

const now = '2026-11-20T12:00:00.000Z';
const context = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' as const }, profile: 'standard' as const },
  ...{ policy: policySchema.parse({ version: 1 }), now, health: [], problems: new Map(), resumes: undefined },
};

function checkOf(metric: string, expression: string): PlannedCheck {
  const limit = parseLimit(metric, expression);
  return {
    ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit },
  };
}

type Blocks = { samples: number; beyond: number }[];

function recordOf(check: PlannedCheck, blocks: Blocks, change: Partial<EvidenceRecord> = {}): EvidenceRecord {
  if (check.source.kind !== 'limit') throw new Error('a limit is wanted');
  const total = (of: 'samples' | 'beyond') => blocks.reduce((sum, block) => sum + block[of], 0);
  const measured = { ...countsOf(check.source.limit, 0), samples: total('samples'), beyond: total('beyond'), blocks };
  return { ...goodRecord(check, context), ...change, measured };
}

const even = (seconds: number, samples: number, beyond: number): Blocks =>
  spread(
    Array.from({ length: seconds }, () => ({ samples: samples / seconds, beyond: 0 })),
    beyond,
    0,
  );
const errors = checkOf('http_req_failed', 'rate<0.01');

describe('where a limit would flip', () => {
  test('is the count from which it fails, and the one up to which it passes', () => {
    const flips = flipsOfLimit(errors, recordOf(errors, even(60, 2400, 12)), context);
    // Of 2400 at most 1 %: 15 or fewer are proven within, 33 or more beyond (Clopper–Pearson at 95 %).
    expect(flips).toMatchObject({ samples: 2400, wrong: 12, failsFrom: 33, passesUpTo: 15 });
  });

  const drawn = fc.record({
    blocks: fc.array(
      fc
        .integer({ min: 1, max: 40 })
        .chain((samples) => fc.record({ samples: fc.constant(samples), beyond: fc.nat(samples) })),
      { minLength: 1, maxLength: 40 },
    ),
    check: fc.constantFrom(
      errors,
      checkOf('checks', 'rate>0.9'),
      checkOf('own', 'p(95)<800'),
      checkOf('own', 'max<9'),
      checkOf('own', 'med>3'),
    ),
  });

  test('is where the judge itself turns: one less and it does not fail, one more and it does not pass', () => {
    fc.assert(
      fc.property(drawn, ({ blocks, check }) => {
        const record = recordOf(check, blocks);
        const flips = flipsOfLimit(check, record, context);
        if (flips === undefined) throw new Error('nothing');
        const { failsFrom, passesUpTo, wrong } = flips;
        const { outcome } = judgeCheck(check, record, context);
        if (outcome === 'failed') expect(failsFrom).toBeLessThanOrEqual(wrong);
        else expect(failsFrom ?? Infinity).toBeGreaterThan(wrong);
        if (outcome === 'passed') expect(passesUpTo).toBeGreaterThanOrEqual(wrong);
        else expect(passesUpTo ?? -1).toBeLessThan(wrong);
      }),
      { numRuns: 300 },
    );
  });

  test('is not there for what is no matter of counts', () => {
    const old = recordOf(errors, even(60, 2400, 0), { recordedAt: '2026-11-01T12:00:00.000Z' });
    expect(flipsOfLimit(errors, old, context)).toMatchObject({ passesUpTo: undefined, failsFrom: 33 });
    const few = recordOf(errors, even(10, 100, 0));
    expect(flipsOfLimit(errors, few, context)?.passesUpTo).toBeUndefined();
    const sum = checkOf('orders', 'count>5');
    expect(flipsOfLimit(sum, goodRecord(sum, context), context)).toBeUndefined();
  });
});

describe('wrong samples that come in bursts', () => {
  const bursts = (wrong: number): Blocks =>
    Array.from({ length: 60 }, (_, n) => ({ samples: 40, beyond: n % 20 === 3 ? wrong / 3 : 0 }));

  test('prove less either way: it fails from more on, and passes up to fewer', () => {
    const inBursts = flipsOfLimit(errors, recordOf(errors, bursts(12)), context);
    const evenly = flipsOfLimit(errors, recordOf(errors, even(60, 2400, 12)), context);
    expect(evenly).toMatchObject({ failsFrom: 33, passesUpTo: 15 });
    expect(inBursts?.failsFrom).toBeGreaterThan(38);
    expect(inBursts?.passesUpTo).toBeLessThan(12);
  });

  test('that were really seen are judged as they were seen: what is not proven is not said to be', () => {
    const check = checkOf('http_req_failed', 'rate<0.1');
    const record = recordOf(
      check,
      [0, 3, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0].map((beyond) => ({ samples: 20, beyond })),
    );
    expect(judgeCheck(check, record, context).outcome).toBe('insufficient');
    expect(flipsOfLimit(check, record, context)).toMatchObject({ wrong: 9, failsFrom: 41, passesUpTo: 8 });
  });

  test('grow and shrink in the seconds that have them, up to all of their samples, when there are more or fewer', () => {
    const blocks = [
      { samples: 100, beyond: 12 },
      { samples: 30, beyond: 4 },
      { samples: 100, beyond: 0 },
    ];
    const spreadOver = (count: number, part: number) => spread(blocks, count, part).map(({ beyond }) => beyond);
    expect(spreadOver(8, 1)).toEqual([6, 2, 0]);
    expect(spreadOver(32, 1)).toEqual([24, 8, 0]);
    // A second cannot have more than its samples: what is left goes to the others.
    expect(spreadOver(230, 1)).toEqual([100, 30, 100]);
    expect(spreadOver(23, 0)).toEqual([10, 3, 10]);
    const full = spread(
      Array.from({ length: 2 }, () => ({ samples: 10, beyond: 5 })),
      20,
      1,
    );
    expect(full.map(({ beyond }) => beyond)).toEqual([10, 10]);
  });
});

test('a limit that fails or does not pass however few are wrong flips at none', () => {
  const never = checkOf('http_req_failed', 'rate<0');
  const [some, few] = [even(10, 100, 3), even(10, 100, 3)];
  expect(flipsOfLimit(never, recordOf(never, some), context)).toMatchObject({ failsFrom: 0, passesUpTo: undefined });
  expect(flipsOfLimit(errors, recordOf(errors, few), context)?.passesUpTo).toBeUndefined();
});

test('a limit that nothing can break passes with every sample wrong, and fails with none', () => {
  const any = checkOf('http_req_failed', 'rate<=1');
  const flips = flipsOfLimit(any, recordOf(any, even(10, 100, 3)), context);
  expect(flips).toMatchObject({ failsFrom: undefined, passesUpTo: 100 });
});

test('what is no limit, or was not measured as one, has no counts at which it would flip', () => {
  const sound = recordOf(errors, even(60, 2400, 12));
  const foreign: PlannedCheck = { ...errors, source: { kind: 'foreign', format: 'k6-summary' } };
  expect(flipsOfLimit(foreign, sound, context)).toBeUndefined();
  expect(flipsOfLimit(foreign, goodRecord(foreign, context), context)).toBeUndefined();
  expect(flipsOfLimit(errors, goodRecord(foreign, context), context)).toBeUndefined();
});

test('spreading keeps every second within its samples, and the sum exactly', () => {
  const block = fc
    .integer({ min: 0, max: 50 })
    .chain((samples) => fc.record({ samples: fc.constant(samples), beyond: fc.nat(samples) }));
  fc.assert(
    fc.property(
      fc.array(block, { minLength: 1, maxLength: 80 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0, 0.5, 1),
      (blocks, part, bursts) => {
        const samples = blocks.reduce((sum, one) => sum + one.samples, 0);
        const count = Math.round(part * samples);
        const then = spread(blocks, count, bursts);
        expect(then.reduce((sum, { beyond }) => sum + beyond, 0)).toBe(count);
        expect(then.every((one) => one.beyond >= 0 && one.beyond <= one.samples)).toBe(true);
        const seen = blocks.reduce((sum, { beyond }) => sum + beyond, 0);
        expect(spread(blocks, seen, 1).map(({ samples: n }) => n)).toEqual(blocks.map(({ samples: n }) => n));
      },
    ),
    { numRuns: 2000 },
  );
});
