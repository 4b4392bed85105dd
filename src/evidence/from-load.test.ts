import { describe, expect, test } from 'vitest';
import { autocannonLacks, type LoadEvidence } from '../records/load-evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck } from '../records/plan.js';
import type { Exit } from './converted.js';
import { sendableRate } from '../records/sendable-rate.js';
import { recordsOfLoadEvidence } from './from-load.js';

const at = '2026-11-20T12:00:00.000Z';
const file = 'load/rush.k6.ts';
const limit = parseLimit('http_req_duration{name:pay,method:POST}', 'p(95)<800');
const planned: [PlannedCheck] = [
  {
    ...{ id: 'load/rush/pay', title: 'Paying is quick', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: { kind: 'limit', file, tool: 'k6', limit },
  },
];
const counted = {
  metric: 'http_req_duration{method:POST, name:pay}',
  expression: 'p(95) < 800',
  samples: 100,
  beyond: 1,
  sum: 0,
};
const seconds = {
  ...{ hiccupMaxMs: [], hiccupP99Ms: [], activeVUs: [], allowedVUs: [], due: [], ended: [], dropped: [] },
  ...{ cpuMs: [], gcPauseMs: [], throttledMs: [], rssBytes: [], heapBytes: [], fileDescriptors: [] },
};
const unwatched = { processors: 2, lacks: [], scenarios: [], seconds };
const good: LoadEvidence = {
  ...{
    schemaVersion: 2,
    tool: 'k6',
    lacks: [],
    toolVersion: '2.2.0',
    extensionVersion: '0.1.0',
    runId: 'run-1',
    script: { path: `/project/${file}`, sha256: '' },
  },
  ...{
    startedAt: at,
    finishedAt: at,
    complete: true,
    iterations: 50,
    threw: 0,
    droppedIterations: 0,
    interruptedIterations: 2,
    requests: 100,
    unsent: { requests: 3, to: ['api.example.com'] },
  },
  limits: [{ ...counted, observed: 300, blocks: [{ samples: 100, beyond: 1 }] }],
  steps: [
    { name: 'pay', requests: 60, failed: 5 },
    { name: 'home', requests: 40, failed: 2 },
  ],
  ...{ options: {}, precision: { relativeError: 0.0099, smallest: 1e-6 }, series: [], foldedSeries: 0 },
  ...{ marks: [], foldedMarks: 0 },
  runners: [{ segment: '0:1', ended: true, startedAt: at, finishedAt: at, instrument: unwatched }],
};

function convert(evidence: string | undefined, exit: Exit = { code: 0 }) {
  return recordsOfLoadEvidence({ runId: 'run-1', recordedAt: at, raw: [], planned, limits: [limit], evidence, exit });
}

function reasonOf(evidence: LoadEvidence | string | undefined, exit?: Exit): string | undefined {
  const text = evidence === undefined || typeof evidence === 'string' ? evidence : JSON.stringify(evidence);
  const [record] = convert(text, exit).records;
  return record?.measured.kind === 'not-measured' ? record.measured.reasonCode : record?.measured.kind;
}

test('a limit’s counts become its record, however the script spelled the limit', () => {
  const { records, problems } = convert(JSON.stringify(good));
  expect(problems).toEqual([]);
  expect(records[0]?.measured).toMatchObject({
    kind: 'limit',
    limit,
    samples: 100,
    beyond: 1,
    generator: {
      complete: true,
      exitCode: 0,
      interruptedIterations: 2,
      failedRequests: 7,
      unsent: { requests: 3, to: ['api.example.com'] },
    },
  });
});

test('how much the generator could send here is told by the processor time that it took', () => {
  const watched = (cpuMs: (number | null)[] | undefined) => ({
    ...{ segment: '0:1', ended: true, startedAt: at, finishedAt: at },
    instrument: { ...unwatched, seconds: { ...seconds, cpuMs } },
  });
  const sendable = (...cpu: ((number | null)[] | undefined)[]) => sendableRate({ ...good, runners: cpu.map(watched) });
  // 100 requests in 0.25 s, with two processors, which two processes share.
  expect(sendable([150, null, 100])).toBe(800);
  expect(sendable([100], [150])).toBe(800);
  expect(sendable([100], undefined)).toBeUndefined();
  expect(sendable([null])).toBeUndefined();
  expect(sendableRate({ ...good, requests: 0, runners: [watched([5])] as typeof good.runners })).toBeUndefined();
});

test('what the processes of one run fell short by names the one that did, and so does what is not one run', () => {
  const segment = { nth: 2, of: 3 };
  const [whole] = convert(JSON.stringify({ ...good, complete: false }), { code: null, segment }).records;
  expect(whole?.measured).toMatchObject({ generator: { complete: false, exitCode: null, segment } });
  const messageOf = (exit: Exit, unmerged?: string): unknown => {
    const place = { runId: 'run-1', recordedAt: at, raw: [], planned, evidence: undefined, exit, unmerged };
    return recordsOfLoadEvidence(place).records.map(({ measured }) =>
      measured.kind === 'not-measured' ? [measured.reasonCode, measured.message] : measured,
    );
  };
  const unmerged = 'rush@2-of-3.json is not there';
  expect(messageOf({ code: null, segment }, unmerged)).toEqual([
    ['runner-died', 'k6 of segment 2 of 3 was killed before it was through.'],
  ]);
  expect(messageOf({ code: 104, segment }, unmerged)).toEqual([
    ['configuration', 'k6 of segment 2 of 3 fell short: it refused its configuration (exit code 104).'],
  ]);
  expect(messageOf({ code: 105, stopped: 'timed-out', segment }, unmerged)).toEqual([
    ['runner-timed-out', 'k6 of segment 2 of 3 was stopped at its time limit.'],
  ]);
  expect(messageOf({ code: 0 }, unmerged)).toEqual([
    ['counts-disagree', `What the segments of k6 left is not one run: ${unmerged}.`],
  ]);
});

test('of a tool that fell short before it counted anything, that is told', () => {
  const early = (exit: Exit) => {
    const [record] = convert(JSON.stringify({ ...good, complete: false, limits: [] }), exit).records;
    return record?.measured.kind === 'not-measured' ? [record.measured.reasonCode, record.measured.message] : record;
  };
  expect(early({ code: null, segment: { nth: 2, of: 2 } })).toEqual([
    'runner-died',
    'k6 of segment 2 of 2 was killed.',
  ]);
  expect(early({ code: 0 })).toEqual(['no-evidence', 'k6 counted nothing for p(95)<800.']);
});

describe('how late the tool was itself', () => {
  const blocks = Array.from({ length: 4 }, () => ({ samples: 25, beyond: 0 }));
  const limits = [{ ...counted, beyond: 0, observed: 300, blocks }];
  const lateIn = (evidence: object) => {
    const [record] = convert(JSON.stringify({ ...good, limits, ...evidence })).records;
    return record?.measured.kind === 'limit' ? record.measured.generator.lateMs : record?.measured;
  };
  const runner = (hiccupMaxMs: (number | null)[], startedAt = at, finishedAt = '2026-11-20T12:00:03.250Z') => {
    const columns = Object.fromEntries(Object.keys(seconds).map((name) => [name, hiccupMaxMs.map(() => null)]));
    const instrument = { ...unwatched, seconds: { ...seconds, ...columns, hiccupMaxMs } };
    return { segment: '0:1', ended: true, startedAt, finishedAt, instrument };
  };

  test('is told of each second of a limit’s counts', () => {
    expect(lateIn({ runners: [runner([1, 2, 3, 4])] })).toEqual([1, 2, 3, 4]);
  });

  test('in a second without a look is what the next look says', () => {
    expect(lateIn({ runners: [runner([null, null, 1700, 4])] })).toEqual([1700, 1700, 1700, 4]);
  });

  test('after the last look is the time until the end', () => {
    expect(lateIn({ runners: [runner([1, 2, 3, null])] })).toEqual([1, 2, 3, 250]);
    expect(lateIn({ runners: [runner([1, 2, null, null])] })).toEqual([1, 2, 1250, 1250]);
    expect(lateIn({ runners: [runner([null, null, null, null])] })).toEqual([3250, 3250, 3250, 3250]);
  });

  test('is unknown of seconds that nothing is told of', () => {
    expect(lateIn({ runners: [runner([1, 2])] })).toEqual([1, 2, null, null]);
  });

  test('is the latest of several runners, by the clock, while they ran', () => {
    const runners = [runner([1, 2, 3]), runner([9, 1, 7], '2026-11-20T12:00:01.900Z')];
    expect(lateIn({ runners })).toEqual([1, 9, 3, 7]);
  });

  test('is autocannon’s own word, where it has one', () => {
    const lacks: readonly string[] = autocannonLacks;
    const alike = Object.fromEntries(Object.entries(good).filter(([key]) => !lacks.includes(key)));
    const own = parseLimit('http_req_duration', 'p(95)<800');
    const check = { ...planned[0], source: { kind: 'limit', file, tool: 'autocannon', limit: own } } as PlannedCheck;
    const place = { runId: 'run-1', recordedAt: at, raw: [], exit: { code: 0 }, planned: [check] };
    const told = (lateMs: object) => {
      const counts = limits.map((one) => ({ ...one, metric: 'http_req_duration' }));
      const evidence = JSON.stringify({ ...alike, tool: 'autocannon', lacks, limits: counts, ...lateMs });
      return recordsOfLoadEvidence({ ...place, evidence }).records[0]?.measured;
    };
    expect(told({ lateMs: [5, 6, 7] })).toMatchObject({ generator: { lateMs: [5, 6, 7, null] } });
    expect(told({})).toHaveProperty('generator', expect.not.objectContaining({ lateMs: expect.anything() }));
  });
});

test.each<[string, Parameters<typeof reasonOf>, string]>([
  ['no file', [undefined, { code: 1 }], 'runner-died'],
  ['no file, since the script threw', [undefined, { code: 107 }], 'script-threw'],
  ['no file, out of time', [undefined, { code: null, stopped: 'timed-out' }], 'runner-timed-out'],
  ['an empty file', [''], 'runner-died'],
  ['half a file', [JSON.stringify(good).slice(0, 90)], 'unparsable'],
  ['a negative count', [{ ...good, requests: -1 }], 'invalid-number'],
  ['a figure that is none', [JSON.stringify(good).replace('"threw":0', '"threw":null')], 'invalid-number'],
  [
    'a tool too old to say what was cut off',
    [JSON.stringify({ ...good, interruptedIterations: undefined })],
    'invalid-number',
  ],
  ['another run', [{ ...good, runId: 'run-0' }], 'wrong-run'],
  ['another script', [{ ...good, script: { path: 'load/other.k6.ts', sha256: '' } }], 'counts-disagree'],
  ['a limit that was not counted', [{ ...good, limits: [] }], 'no-evidence'],
  ['a limit that was counted twice', [{ ...good, limits: [...good.limits, ...good.limits] }], 'duplicate-evidence'],
  ['a clock that ran backwards', [{ ...good, startedAt: '2026-11-20T13:00:00.000Z' }], 'invalid-number'],
])('%s is no measurement', (_, given, expected) => {
  expect(reasonOf(...given)).toBe(expected);
});

test('a tool that had to be stopped did not come to its end, whatever its file says', () => {
  const [record] = convert(JSON.stringify(good), { code: 0, stopped: 'timed-out' }).records;
  expect(record?.measured).toMatchObject({ generator: { complete: false } });
});

test('a limit that policy.yaml made tighter is none: it is planned, and the script has a looser one', () => {
  const own = parseLimit('http_req_duration', 'p(95)<900');
  const both = [...good.limits, { ...good.limits[0], metric: own.metric, expression: own.expression }];
  const evidence = JSON.stringify({ ...good, limits: both });
  const place = { runId: 'run-1', recordedAt: at, raw: [], exit: { code: 0 } };
  const { records, problems } = recordsOfLoadEvidence({ ...place, planned, limits: [own], evidence });
  expect(problems).toEqual([]);
  expect(records).toMatchObject([{ measured: { kind: 'limit', limit } }]);
});

test('a limit that nobody knew of is a problem of the run', () => {
  const { problems } = convert(
    JSON.stringify({ ...good, limits: [...good.limits, { ...good.limits[0], expression: 'med<1' }] }),
  );
  expect(problems).toMatchObject([{ check: 'run', reasonCode: 'counts-disagree' }]);
});

describe('what may not grow', () => {
  const [first] = planned;
  const steady: PlannedCheck = {
    ...first,
    id: 'load/rush/http-req-duration@steady',
    source: { kind: 'steady', file, tool: 'k6', metric: 'http_req_duration', atMostPercentPerHour: 10 },
  };
  const measuredOf = (evidence: LoadEvidence) => {
    const given = { runId: 'run-1', recordedAt: at, raw: [], limits: [limit], exit: { code: 0 } };
    return recordsOfLoadEvidence({ ...given, planned: [steady], evidence: JSON.stringify(evidence) }).records[0]
      ?.measured;
  };
  const of = (change: object, perSecond: [number, number][]) => {
    const requests = perSecond.reduce((sum, [count]) => sum + count, 0);
    const sumMs = perSecond.reduce((sum, [, ms]) => sum + ms, 0);
    const slowest = [{ endedAt: at, durationMs: 1 }];
    const sketch = { zeros: requests, first: 0, counts: [] };
    return {
      ...{ scenario: 'rush', step: 'pay', method: 'POST', status: '2xx' as const, expected: 'true' as const },
      ...{ requests, failed: 0 },
      durations: { count: requests, sumMs, minMs: 0, maxMs: 1, sketch, seconds: perSecond, slowest },
      ...change,
    };
  };

  test('is told by the requests of each second that were answered, whatever they asked for', () => {
    const series = [
      of({}, [
        [2, 20],
        [1, 30],
      ]),
      of({ step: 'home', status: '5xx' }, [
        [1, 5],
        [0, 0],
        [4, 40],
      ]),
      of({ status: 'none' }, [[3, 9000]]),
      of({ scenario: '' }, [[7, 70]]),
    ];
    const measured = measuredOf({ ...good, series });
    expect(measured).toMatchObject({ kind: 'steady', unanswered: 3, generator: { requests: 100, failedRequests: 7 } });
    expect(measured).toHaveProperty('requests', [
      [3, 25],
      [1, 30],
      [4, 40],
    ]);
    expect(measured).toHaveProperty('generator.lateMs.length', 3);
  });

  test('is told by what is beyond the series that are told apart, too: most of it is load', () => {
    const folded = { scenario: '', step: '(further steps)', method: '' };
    const series = [of({}, [[2, 20]]), of(folded, [[5, 50]]), of({ ...folded, status: 'none' }, [[3, 9000]])];
    expect(measuredOf({ ...good, series })).toMatchObject({ requests: [[7, 70]], unanswered: 3 });
  });

  test('is not told by another script’s run', () => {
    const script = { path: '/project/load/other.k6.ts', sha256: '' };
    expect(measuredOf({ ...good, script })).toMatchObject({ kind: 'not-measured', reasonCode: 'counts-disagree' });
  });
});
