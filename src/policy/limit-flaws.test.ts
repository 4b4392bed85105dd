import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import type { Limit } from '../records/limit.js';
import { countsOf } from './good-record.js';
import type { LimitMeasured } from '../records/load-measured.js';
import { countFlaw, generatorFlaw } from './limit-flaws.js';

const limit = parseLimit('http_req_duration{name:pay,expected_response:true}', 'p(95)<800');
const block = { samples: 60, beyond: 2 };
const sound: LimitMeasured = { ...countsOf(limit, 0), samples: 120, beyond: 4, blocks: [block, block] };

function flawed(change: Partial<LimitMeasured>, planned: Limit = limit) {
  const flaw = countFlaw({ ...sound, ...change }, planned);
  return flaw && [flaw.reasonCode, flaw.message];
}

describe('counts of a limit', () => {
  test.each<[what: string, change: Partial<LimitMeasured>]>([
    ['as its seconds hold them', {}],
    ['in which all are beyond', { beyond: 120, blocks: [{ samples: 120, beyond: 120 }] }],
    ['without a sample', { samples: 0, beyond: 0, blocks: [] }],
    ['for the same tags in another order', { limit: { ...limit, tags: { expected_response: 'true', name: 'pay' } } }],
    ['of which some beyond got no answer', { blocks: [block, { ...block, unanswered: 2 }] }],
    ['with a sum below zero', { sum: -1 }],
    ['with how late the generator was in each', { generator: { ...sound.generator, lateMs: [1, null] } }],
  ])('%s add up', (_, change) => {
    expect(flawed(change)).toBeUndefined();
  });

  test.each<[what: string, change: Partial<LimitMeasured>, reasonCode: string, message: string]>([
    [
      'with more beyond than there are',
      { samples: 3, blocks: [{ samples: 3, beyond: 3 }] },
      ...(['counts-disagree', '4 samples beyond the limit are more than all 3.'] as const),
    ],
    [
      'with a second that has more beyond than it has',
      {
        blocks: [
          { samples: 1, beyond: 2 },
          { samples: 119, beyond: 2 },
        ],
      },
      ...(['counts-disagree', 'A second has more samples beyond the limit than samples.'] as const),
    ],
    [
      'with a second that has more unanswered than beyond',
      { blocks: [block, { ...block, unanswered: 3 }] },
      ...(['counts-disagree', 'A second has more unanswered samples than samples beyond the limit.'] as const),
    ],
    [
      'with a second too few',
      { blocks: [{ samples: 60, beyond: 4 }] },
      ...(['counts-disagree', 'Its seconds hold 60 samples, and 120 are counted.'] as const),
    ],
    [
      'with a second that hides what was beyond',
      { blocks: [block, { samples: 60, beyond: 1 }] },
      ...(['counts-disagree', 'Its seconds hold 3 samples beyond the limit, and 4 are counted.'] as const),
    ],
    [
      'whose seconds are not those that lateness is told of',
      { generator: { ...sound.generator, lateMs: [1] } },
      ...(['counts-disagree', 'How late the generator was is told of 1 seconds, and 2 are counted.'] as const),
    ],
    ['of no number', { samples: Number.NaN }, 'invalid-number', 'A count is no number.'],
    ['of no number beyond', { beyond: Number.NaN }, 'invalid-number', 'A count is no number.'],
    ['with an endless sum', { sum: Infinity }, 'invalid-number', 'A count is no number.'],
  ])('%s are believed in nothing', (_, change, reasonCode, message) => {
    expect(flawed(change)).toEqual([reasonCode, message]);
  });

  test.each<[what: string, other: Partial<Limit>]>([
    ['another metric', { metric: 'http_req_waiting' }],
    ['another unit', { unit: 'bytes' }],
    ['another edge', { rule: { ...limit.rule, edge: 801 } }],
    ['fewer tags', { tags: { name: 'pay' } }],
    ['more tags', { tags: { ...limit.tags, method: 'POST' } }],
    ['as many other tags', { tags: { name: 'pay', method: 'POST' } }],
    ['another value of a tag', { tags: { ...limit.tags, name: 'cart' } }],
    ['no tag', { tags: {} }],
  ])('measured for %s than planned say nothing of the plan', (_, other) => {
    expect(flawed({ limit: { ...limit, ...other } })?.[0]).toBe('counts-disagree');
    expect(flawed({}, { ...limit, ...other })?.[0]).toBe('counts-disagree');
  });

  test('measured for another limit name both', () => {
    expect(flawed({}, parseLimit('http_req_duration{name:pay,expected_response:true}', 'p(95)<700'))).toEqual([
      'counts-disagree',
      'It was measured for p(95)<800, not for p(95)<700.',
    ]);
  });
});

type Generator = LimitMeasured['generator'];

function shortOf(change: Partial<Generator>, tool: 'k6' | 'autocannon' = 'k6') {
  return generatorFlaw({ ...sound, generator: { ...sound.generator, ...change } }, tool);
}

const wait =
  'Give requests a timeout that is shorter than gracefulStop (and gracefulRampDown): then they fail in time.';
const mend =
  'Mend the script (are its variables set?), or list the host by its whole name in allowedHosts of staging.config.ts.';
const nowhere = 'requests never left: the script sends them to no address, or to a host that this run does not allow';

describe('a load generator', () => {
  test('that ran to its end, and sent what it should, is sound', () => {
    expect(shortOf({})).toBeUndefined();
    expect(shortOf({ failedRequests: 1 })).toBeUndefined();
    expect(shortOf({}, 'autocannon')).toBeUndefined();
  });

  test('that dropped iterations tells how much it could have sent, so that one can tell who was slow', () => {
    const told = generatorFlaw(
      {
        ...sound,
        period: { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 10_000 },
        generator: { ...sound.generator, droppedIterations: 7, requests: 413, sendablePerSecond: 8912 },
      },
      'k6',
    );
    expect(told?.message).toMatch(
      / By the processor time that it took, the generator can send about 8900\/s of this script here, and sent 41\/s\.$/,
    );
  });

  test.each<[change: Partial<Generator>, reasonCode: string, message: string]>([
    [
      { droppedIterations: 7 },
      'dropped-iterations',
      '7 iterations were never sent: every virtual user was still waiting (staging too slow for so few of them, or this machine too busy).',
    ],
    [{ unsent: { requests: 1, to: [] } }, 'configuration', `1 ${nowhere}. ${mend}`],
    [
      { unsent: { requests: 5, to: ['a.example', 'undefined/pay'] } },
      'configuration',
      `5 ${nowhere} (a.example, undefined/pay). ${mend}`,
    ],
    [{ threw: 2, iterations: 9 }, 'script-threw', '2 of 9 iterations ended in an uncaught exception of the script.'],
    [{ exitCode: 104 }, 'configuration', 'k6 fell short: it refused its configuration (exit code 104).'],
    [
      { requests: 0, interruptedIterations: 3 },
      'zero-samples',
      'k6 counted no request that was sent and answered; 3 iterations were cut off.',
    ],
    [{ complete: false }, 'runner-died', 'k6 did not write its evidence to the end.'],
    [
      { interruptedIterations: 4 },
      'iterations-cut-off',
      `4 iterations were cut off while they waited, and what they waited for is in no figure. ${wait}`,
    ],
  ])('with %j proves no pass, and says why', (change, reasonCode, message) => {
    expect(shortOf(change)).toMatchObject({ reasonCode, message });
  });

  test('names its tool', () => {
    expect(shortOf({ complete: false }, 'autocannon')?.message).toMatch(/^autocannon did not write/);
    expect(shortOf({ requests: 0 }, 'autocannon')?.message).toMatch(/^autocannon counted no request/);
    expect(shortOf({ exitCode: 4 }, 'autocannon')?.reasonCode).toBe('generator-saturated');
  });

  // May each shortfall alone be what exceeds: a duration, an error rate, a rate of checks, a sum?
  test.each<[Partial<Generator>, duration: boolean, errors: boolean, checks: boolean, sum: boolean]>([
    [{ droppedIterations: 1 }, true, false, false, true],
    // How late it was itself, it tells: that is weighed by itself, and too little load makes nothing slower.
    [{ droppedIterations: 1, lateMs: [1, 1] }, false, false, false, true],
    [{ unsent: { requests: 1, to: [] } }, false, false, true, true],
    [{ unsent: { requests: 1, to: [] }, failedRequests: 1 }, false, false, false, true],
    [{ threw: 1 }, false, false, false, true],
    [{ exitCode: 105 }, false, false, false, true],
    [{ requests: 0 }, true, true, true, true],
    [{ complete: false }, false, false, false, true],
    [{ interruptedIterations: 1 }, false, false, false, true],
    [{ threw: 1, requests: 0 }, true, true, true, true],
  ])('with %j may itself exceed: a duration %s, an error rate %s, checks %s, a sum %s', (change, ...expected) => {
    const limits = [
      limit,
      parseLimit('http_req_failed', 'rate<0.01'),
      parseLimit('checks', 'rate>0.9'),
      parseLimit('orders', 'count>5'),
    ];
    expect(limits.map((one) => shortOf(change)?.mayCause(one))).toEqual(expected);
  });

  test('of dropped iterations tells nothing by how late it was of what is no duration', () => {
    const late = shortOf({ droppedIterations: 1, lateMs: [1, 1] });
    const ofSize = { ...parseLimit('own', 'p(95)<800'), unit: '1' as const };
    expect([ofSize, { ...ofSize, unit: 'ms' as const }].map((one) => late?.mayCause(one))).toEqual([true, false]);
  });

  test('that fell short in several ways tells the first', () => {
    const all = { droppedIterations: 1, threw: 1, exitCode: null, complete: false, interruptedIterations: 1 };
    expect(shortOf(all)?.reasonCode).toBe('dropped-iterations');
    expect(shortOf({ ...all, droppedIterations: 0 })?.reasonCode).toBe('script-threw');
    const killed = { ...all, droppedIterations: 0, threw: 0 };
    expect(shortOf(killed)?.message).toBe('k6 was killed.');
    expect(shortOf({ ...killed, segment: { nth: 2, of: 3 } })?.message).toBe('k6 of segment 2 of 3 was killed.');
  });
});
