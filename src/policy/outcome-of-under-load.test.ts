import { describe, expect, test } from 'vitest';
import type { TestMeasured, UnderLoadMeasured } from '../records/evidence.js';
import type { UnderLoadSource } from '../records/plan.js';
import { explainUnderLoad } from './explain-under-load.js';
import { walksAs } from './good-record.js';
import { isOpen, outcomeOfUnderLoad } from './outcome-of-under-load.js';

const at = '2026-11-20T12:00:00.000Z';
const source: UnderLoadSource = {
  ...{ kind: 'under-load', walks: 'journeys/pay', file: 'load/rush.k6.ts', tool: 'k6', among: 1 },
  test: { file: 'suites/journeys/pay.spec.ts', line: 3, project: 'journeys', title: 'pay' },
  margin: { relative: 0.5, absolute: 0 },
};
type Pair = UnderLoadMeasured['pairs'][number];

const judged = (measured: UnderLoadMeasured, change: Partial<UnderLoadSource> = {}) =>
  outcomeOfUnderLoad(measured, { ...source, ...change });
function withThird(change: (pair: Pair) => Partial<Pair>, ratio = 1): UnderLoadMeasured {
  const { pairs, ...all } = walksAs(ratio, at);
  return { ...all, pairs: pairs.map((pair, nth) => (nth === 2 ? { ...pair, ...change(pair) } : pair)) };
}
function failing({ attempts, ...test }: TestMeasured, message = 'sold out'): TestMeasured {
  return { ...test, attempts: attempts.map((one) => ({ ...one, status: 'failed', errors: [{ message }] })) };
}
const secondsWith =
  (change: object) =>
  ({ load }: Pair): Partial<Pair> => ({
    load: { ...load, seconds: load.seconds.map((one) => ({ ...one, ...change })) },
  });

describe('pages under load', () => {
  test('pass if they are not slower by more than the margin for sure', () => {
    expect(judged(walksAs(1.2, at))).toMatchObject({
      ...{ outcome: 'passed', actual: '1.20× in 6 pairs' },
      expected: 'until its 1 pages were there: at most 1.50× while load/rush.k6.ts runs',
      message:
        'until its 1 pages were there: 1.20× as long while load/rush.k6.ts runs, in 6 pairs (100 ms and 120 ms in the middle); 95 % sure of at most 1.20× (1.50× may be).',
    });
  });

  test('fail if they are for sure, and are let be by so many milliseconds as nobody minds', () => {
    const slower = judged(walksAs(1.6, at));
    expect(slower).toMatchObject({ outcome: 'failed', reasonCode: 'slower-under-load' });
    expect(slower.message).toContain('95 % sure of at least 1.60× (1.50× may be).');
    expect(isOpen(slower)).toBe(false);
    expect(judged(walksAs(1.6, at), { margin: { relative: 0.5, absolute: 70 } }).outcome).toBe('passed');
  });

  test('are undecided where pairs disagree, and before there are enough of them: then more may decide', () => {
    const pairs = [0.8, 2, 1.4, 1.7, 1.1, 2.2].flatMap((ratio) => walksAs(ratio, at).pairs.slice(0, 1));
    const open = judged({ kind: 'under-load', pairs });
    expect(open).toMatchObject({ outcome: 'insufficient', reasonCode: 'interval-straddles-limit' });
    const few = judged({ kind: 'under-load', pairs: pairs.slice(0, 5) });
    expect(few).toMatchObject({
      reasonCode: 'too-few-samples',
      message: '5 pairs were walked, and it takes 6 to compare.',
    });
    expect([open, few].map(isOpen)).toEqual([true, true]);
  });

  test('are nothing where the test opened none, or the browser has no figure', () => {
    const withPages = (pageTimes: object | undefined) =>
      withThird(({ loaded: { attempts, ...rest } }) => ({
        loaded: { ...rest, attempts: attempts.map((one) => ({ ...one, pageTimes }) as typeof one) },
      }));
    expect(judged(withPages(undefined))).toMatchObject({
      ...{ outcome: 'insufficient', reasonCode: 'zero-samples' },
      message: 'Pair 3, under load: The test opened no page, so there is no speed to compare.',
    });
    expect(judged(withPages({ figure: 'lcp', pages: [{ path: '/cart', ms: null }] })).message).toBe(
      'Pair 3, under load: The browser gave no figure for /cart.',
    );
  });
});

describe('a test', () => {
  test('that fails under load and passes without is a failure, whatever its pages took', () => {
    expect(judged(withThird(({ loaded }) => ({ loaded: failing(loaded) })))).toMatchObject({
      ...{ outcome: 'failed', reasonCode: 'assertion-failed' },
      message: 'Pair 3, while load/rush.k6.ts ran (it passed without): sold out',
    });
  });

  test('that fails without load as well is not one under load', () => {
    const both = withThird(({ idle, loaded }) => ({ idle: failing(idle), loaded: failing(loaded) }));
    expect(judged(both)).toMatchObject({
      ...{ outcome: 'insufficient', reasonCode: 'fails-without-load' },
      message: 'Pair 3, without load: sold out',
    });
  });

  test('that was skipped, or asserts nothing, is no pass', () => {
    const with3 = (change: object) =>
      withThird(({ loaded: { attempts, ...rest } }) => ({
        loaded: { ...rest, attempts: attempts.map((one) => ({ ...one, ...change })) },
      }));
    expect(judged(with3({ status: 'skipped' })).reasonCode).toBe('skipped-by-test');
    expect(judged(with3({ assertions: 0 })).reasonCode).toBe('no-assertions');
  });
});

describe('load that was not there', () => {
  test('is not that of which a few of hundreds were dropped', () => {
    expect(judged(withThird(secondsWith({ due: 24, ended: 23, dropped: 1 }))).outcome).toBe('passed');
    expect(judged(withThird(secondsWith({ due: 24, ended: 22, dropped: 2 }))).reasonCode).toBe('dropped-iterations');
  });

  test.each<[string, (pair: Pair) => Partial<Pair>, string, string]>([
    [
      'since the script was over before the walk',
      ({ load }) => ({
        load: { ...load, finishedAt: '2026-11-20T12:00:12.000Z', seconds: load.seconds.slice(0, 1) },
      }),
      'load-missing',
      'Pair 3, load/rush.k6.ts: load/rush.k6.ts ran for 12.0 s and was over before the walk was, which took 1.0 s: let its profile standard be longer.',
    ],
    [
      'since nothing was sent',
      secondsWith({ ended: 0 }),
      'load-missing',
      'was to start 20 iterations during the walk, and 0 ended.',
    ],
    ['since nothing was due', secondsWith({ due: 0, ended: 0 }), 'load-missing', 'was to start 0 iterations'],
    ['for all that is told', secondsWith({ due: null }), 'load-missing', 'does not tell what it started'],
    [
      'whole',
      secondsWith({ dropped: 2 }),
      'dropped-iterations',
      '4 of 20 iterations of load/rush.k6.ts were never sent',
    ],
    ['all along', secondsWith({ lateMs: 1200 }), 'generator-saturated', 'stood still in 2 of 2 seconds'],
    [
      'since the script threw',
      ({ load }) => ({ load: { ...load, threw: 3 } }),
      'script-threw',
      '3 iterations ended in an uncaught exception',
    ],
    [
      'since requests were kept back',
      ({ load }) => ({ load: { ...load, unsent: { requests: 4, to: [] } } }),
      'configuration',
      '4 requests of load/rush.k6.ts never left',
    ],
  ])('%s is never a pass', (_, change, reasonCode, words) => {
    const found = judged(withThird(change));
    expect(found.reasonCode).toBe(reasonCode);
    expect(['insufficient', 'errored', 'missing']).toContain(found.outcome);
    expect(found.message).toContain(words);
    expect(isOpen(found)).toBe(false);
  });

  test('leaves a failure one, unless the machine stood still on which the browser may be', () => {
    const failed = (change: object) =>
      judged(withThird((pair) => ({ ...secondsWith(change)(pair), loaded: failing(pair.loaded) })));
    expect(failed({ dropped: 2 }).reasonCode).toBe('assertion-failed');
    expect(failed({ lateMs: null }).reasonCode).toBe('generator-saturated');
  });
});

test('each pair is told, with what was sent beside it, and the pages of the last', () => {
  const said = [...explainUnderLoad(source, walksAs(1.2, at))];
  expect(said.filter(([what]) => what === 'pair')).toHaveLength(6);
  expect(said[1]).toEqual(['pair', '1: 100 ms and 120 ms, with 10 iterations/s']);
  expect(said.at(-2)).toEqual(['pages', 'of the last pair: / 100 ms; under load: / 120 ms']);
  expect(said.at(-1)).toEqual(['interval', '1.20×, 1.20× to 1.20×; 1.50× may be']);
});
