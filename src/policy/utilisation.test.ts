import { describe, expect, test } from 'vitest';
import type { CapacityMeasured } from '../records/load-measured.js';
import type { CapacitySource } from '../records/plan.js';
import { measuredOf, runAt, runsOf, source } from './capacity-runs.test-data.js';
import { explainCapacity } from './explain-capacity.js';
import { explainForecast } from './explain-forecast.js';
import { forecastOf } from './forecast.js';
import { outcomeOfCapacity } from './outcome-of-capacity.js';
import { busyProcessors, demandMsOf, demandOf } from './utilisation.js';

type Step = CapacityMeasured['steps'][number];
const target = { name: 'shop', url: 'https://staging.example/' };

/** A run of ten seconds in which a request took so many ms of the processors, and what else was done so many seconds. */
function took(step: Step, demandMs: number, besidesS = 0): Step {
  const requests = 100 * step.load;
  const limits = step.limits.map((limit) => ({ ...limit, generator: { ...limit.generator, requests } }));
  return { ...step, limits, processors: { seconds: (requests * demandMs) / 1000 + besidesS } };
}
const runs = (demandAt: (load: number) => number, besidesS = 0): Step[] =>
  runsOf().map((step) => took(step, demandAt(step.load), besidesS));
const used = (steps: readonly Step[]) => steps.slice(1).map((step) => ({ step, perSecond: 10 * step.load }));
const having = (processors: number): CapacitySource => ({
  ...source,
  production: { ...(source.production as NonNullable<CapacitySource['production']>), processors },
});
const said = (from: CapacitySource, steps: readonly Step[]) => [
  ...explainForecast(from, measuredOf(steps), { runId: 'a run', target }),
];
const line = (word: string, lines: ReturnType<typeof said>) => lines.find(([one]) => one === word)?.[1];

describe('what a request takes of the processors', () => {
  test('is what all of them took, and makes processors busy by the utilisation law', () => {
    expect(demandMsOf(took(runAt(2, 20, 10), 4))).toBeCloseTo(4);
    const demand = demandOf(used(runs(() => 4)));
    expect(demand).toEqual({ kind: 'known', ms: expect.closeTo(4) as number, drift: undefined });
    expect(busyProcessors(900, 3.8)).toBeCloseTo(3.42);
  });

  test.each([
    ['grows by a third', (load: number) => 4 + 0.3 * load, undefined],
    ['grows by more than half', (load: number) => 4 + 0.8 * load, { lightMs: 5.45, heavyMs: 9.35 }],
    ['falls by more than half', (load: number) => 4 / load, { lightMs: 2.53, heavyMs: 0.6 }],
  ])('is told for light runs and for heavy ones only where it is not about the same: it %s', (_, demandAt, drift) => {
    const demand = demandOf(used(runs(demandAt)));
    if (demand?.kind !== 'known') throw new Error(JSON.stringify(demand));
    if (drift === undefined) expect(demand.drift).toBeUndefined();
    else {
      expect(demand.drift?.lightMs).toBeCloseTo(drift.lightMs, 1);
      expect(demand.drift?.heavyMs).toBeCloseTo(drift.heavyMs, 1);
      expect(demand.ms).toBe(Math.max(demand.drift?.lightMs as number, demand.drift?.heavyMs as number));
    }
  });

  test('does not change by what reading it costs, or by a tick of the clock that it is told in', () => {
    const drift = (besidesS: number) => {
      const demand = demandOf(used(runs(() => 0.02, besidesS)));
      return demand?.kind === 'known' ? demand.drift : 'unknown';
    };
    expect(drift(0.02)).toBeUndefined();
    expect(drift(0.05)).toBeDefined();
  });

  test('is not known where a run’s was not read, and nothing where staging does not tell', () => {
    const [first, ...rest] = runs(() => 4);
    const torn = [
      first as Step,
      ...rest.map((step) => (step.load > 7 ? { ...step, processors: { unread: 'gone' } } : step)),
    ];
    expect(demandOf(used(torn))).toEqual({ kind: 'unknown', load: 7.6, why: 'gone' });
    expect(demandOf(used(runsOf()))).toBeUndefined();
    expect(demandMsOf(runAt(1, 10, 10))).toBeUndefined();
  });
});

describe('a forecast', () => {
  test('says how many processors it takes', () => {
    const lines = said(
      source,
      runs(() => 4),
    );
    expect(lines.map(([word]) => word)).toEqual(['forecast', 'scale', 'curve', 'utilisation', 'left out', 'score']);
    expect(line('utilisation', lines)).toBe(
      'by the utilisation law it takes 0.48 processors at 120 requests/s: 4 ms of processor time a request',
    );
    expect(
      line(
        'utilisation',
        said(
          having(2),
          runs(() => 4),
        ),
      ),
    ).toContain('at 120 requests/s, of production’s 2: 4 ms');
  });

  test('is none where that is more than production has', () => {
    const found = forecastOf(measuredOf(runs(() => 20)), having(2), 'a run');
    expect(found).toMatchObject({
      kind: 'withheld',
      why: 'by the utilisation law they take 2.4 processors, 20 ms each, and production has 2',
    });
    expect(forecastOf(measuredOf(runs(() => 16.6)), having(2), 'a run')?.kind).toBe('told');
    expect(
      line(
        'forecast',
        said(
          having(2),
          runs(() => 20),
        ),
      ),
    ).toContain('none for 120 requests/s in production: by the');
  });

  test('has its reservation where a request takes more under more load', () => {
    const lines = said(
      source,
      runs((load) => 4 + 0.8 * load),
    );
    expect(line('reservation', lines)).toMatch(
      /^under more load a request takes more of the processors, 9\.\d+ ms instead of 5\.\d+ ms\. A forecast takes its work/,
    );
    expect(line('utilisation', lines)).toMatch(/it takes 1\.1\d processors at 120 requests\/s: 9\.\d+ ms/);
    expect(
      line(
        'reservation',
        said(
          having(1),
          runs((load) => 4 + 0.8 * load),
        ),
      ),
    ).toContain('takes more of');
    expect(
      line(
        'reservation',
        said(
          source,
          runs((load) => 4 / load),
        ),
      ),
    ).toContain('takes less of');
    expect(
      line(
        'reservation',
        said(
          source,
          runs(() => 4),
        ),
      ),
    ).toBeUndefined();
  });

  test('says why nobody knows, and nothing where nobody would', () => {
    const unread = runs(() => 4).map((step) => ({ ...step, processors: { unread: 'It gave no answer.' } }));
    expect(forecastOf(measuredOf(unread), having(2), 'a run')?.kind).toBe('told');
    expect(line('utilisation', said(source, unread))).toBe(
      'how many processors it takes is not known. Under 1.00× its load (10/s): It gave no answer.',
    );
    expect(line('utilisation', said(source, runsOf()))).toBeUndefined();
    expect(line('utilisation', said(having(2), runsOf()))).toContain('not known: staging names no `metrics`');
  });
});

test('the capacity is what it was without, and its explanation has each run’s', () => {
  const [bare, told] = [runsOf(), runs(() => 4)];
  const unread = bare.map((step) => ({ ...step, processors: { unread: 'It gave no answer.' } }));
  expect(outcomeOfCapacity(measuredOf(unread), source)).toEqual(outcomeOfCapacity(measuredOf(bare), source));
  const explained = (steps: Step[]) => [...explainCapacity(source, measuredOf(steps))].map((one) => one.join(' '));
  expect(explained(told)).toContainEqual(
    expect.stringContaining('2.25× its load (22.5/s), 4 ms of processor time a request'),
  );
  expect(explained(bare).join()).not.toMatch(/processor/);
  expect(explained(unread).filter((one) => one.startsWith('not read'))).toEqual([
    'not read its processor time under 1.00× its load (10/s): It gave no answer.',
  ]);
});
