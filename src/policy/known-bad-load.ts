import type { Measured, UnderLoadMeasured } from '../records/evidence.js';
import type { CapacityMeasured, LimitMeasured, SideBySide } from '../records/load-measured.js';
import { isOfDurations, type Limit } from '../records/limit.js';
import type { CapacitySource, ComparisonSource, UnderLoadSource } from '../records/plan.js';
import { marginOf } from '../statistics/margin.js';
import { capacityAs, countsOf, pairsAs, samplesFor, walksAs } from './good-record.js';

/** A flaw of a single run is one of the whole. */
export function badPairs(source: ComparisonSource): [string, Measured][] {
  const good = pairsAs(source, 1);
  const { margin, limit } = source;
  const atMargin = marginOf(
    margin,
    good.pairs.flatMap(({ before }) => before.observed ?? []),
  );
  const [first, ...others] = good.pairs;
  return [
    ['a value beyond the margin', pairsAs(source, 1.01 * atMargin)],
    ['too few pairs', { ...good, pairs: others }],
    ['no pair', { ...good, pairs: [] }],
    ...(first === undefined || source.counter === undefined ? [] : [unread(good, first.before)]),
    ...(first === undefined ? [] : badLoad(first.after, limit)).map(([flaw, after]): [string, Measured] => [
      flaw,
      { ...good, pairs: [{ ...first, after }, ...others] as typeof good.pairs },
    ]),
  ];
}

function unread(good: SideBySide, { spent: _, ...run }: LimitMeasured): [string, Measured] {
  return ['costs that nobody read', { ...good, pairs: good.pairs.map(({ after }) => ({ before: run, after })) }];
}

/** A flaw of a single run is one of the whole. */
export function badCapacity(source: CapacitySource): [string, Measured][] {
  const good = capacityAs(source, source.atLeast);
  const [first, ...others] = good.steps;
  const [limited] = source.limits;
  const [counted, ...rest] = first === undefined ? [] : first.limits;
  if (first === undefined || limited === undefined || counted === undefined) return [];
  const withFirst = (limits: CapacityMeasured['steps'][number]['limits']): Measured => ({
    ...good,
    steps: [{ ...first, limits }, ...others],
  });
  const exceeded = countsOf(limited.limit, samplesFor(limited.limit));
  return [
    ['a limit that is exceeded', withFirst([exceeded, ...rest])],
    ['less load than is asked for', capacityAs(source, 0.99 * source.atLeast)],
    ['load that was not confirmed', { ...good, steps: others }],
    ['no run', { ...good, steps: [] }],
    ['a limit that was not measured', withFirst(rest)],
    ...badLoad(counted, limited.limit).map(([flaw, measured]): [string, Measured] => [
      flaw,
      withFirst([measured, ...rest]),
    ]),
  ];
}

/** A flaw of a single walk is one of the whole. */
export function badWalks({ margin }: UnderLoadSource, at: string): [string, Measured][] {
  const good = walksAs(1, at);
  const [first, ...others] = good.pairs;
  if (first === undefined) return [];
  const { idle, loaded, load } = first;
  const withFirst = (change: Partial<UnderLoadMeasured['pairs'][number]>): Measured => ({
    ...good,
    pairs: [{ ...first, ...change }, ...others],
  });
  const failing = { status: 'failed' as const, errors: [{ message: 'known bad' }] };
  const walk = (of: typeof idle, change: object): typeof idle => ({
    ...of,
    attempts: of.attempts.map((attempt) => ({ ...attempt, ...change })),
  });
  const second = (change: object): Measured =>
    withFirst({ load: { ...load, seconds: load.seconds.map((one) => ({ ...one, ...change })) } });
  return [
    ['a value beyond the margin', walksAs(1.01 * marginOf(margin, [100]), at)],
    ['a failure under load', withFirst({ loaded: walk(loaded, failing) })],
    ['a failure without load', withFirst({ idle: walk(idle, failing), loaded: walk(loaded, failing) })],
    ['no page', withFirst({ loaded: walk(loaded, { pageTimes: undefined }) })],
    ['too few pairs', { ...good, pairs: others }],
    ['no pair', { ...good, pairs: [] }],
    ['a load that was over too early', withFirst({ load: { ...load, seconds: load.seconds.slice(1) } })],
    ['a load that was never sent', second({ ended: 0 })],
    ['dropped iterations', second({ dropped: 2 })],
    ['a generator that stood still', second({ lateMs: null })],
  ];
}

/** A run of a script that proves nothing of this limit. */
export function badLoad(good: LimitMeasured, limit: Limit): [string, LimitMeasured][] {
  const bad: [string, LimitMeasured][] = [
    ['iterations cut off', { ...good, generator: { ...good.generator, interruptedIterations: 1 } }],
    ['requests that never left', { ...good, generator: { ...good.generator, unsent: { requests: 1, to: [] } } }],
    ['no sample', { ...good, samples: 0, beyond: 0, blocks: [] }],
  ];
  return isOfDurations(limit) ? [...bad, ['a generator that stood still', stoodStill(good)]] : bad;
}

function stoodStill(good: LimitMeasured): LimitMeasured {
  return { ...good, generator: { ...good.generator, lateMs: good.blocks.map(() => null) } };
}
