import { autocannonLacks, type LoadEvidence } from '../../records/load-evidence.js';
import type { Limit } from '../../records/limit.js';
import type { SampleCheck } from './shop-checks.test-data.js';

type Sample = {
  slug: string;
  title: string;
  limit: Limit;
  samples: number;
  beyond: number;
  observed: number;
  actual: string;
  expected: string;
};
type Script = {
  file: string;
  tool: 'k6' | 'autocannon';
  samples: Sample[];
  steps: LoadEvidence['steps'];
  requests: number;
  seconds: number;
};

const p95 = (step: string, edge: number, observed: number): Sample => ({
  slug: `http-req-duration-name-${step}-p-95-lt-${edge}`,
  title: `95 % of ${step} requests are answered within ${edge} ms`,
  limit: {
    metric: 'http_req_duration',
    tags: { name: step },
    expression: `p(95)<${edge}`,
    rule: { kind: 'quantile', quantile: 0.95, comparison: '<', edge },
    unit: 'ms',
  },
  samples: 1800,
  beyond: 4,
  observed,
  expected: `p(95) < ${edge} ms`,
  actual: `p(95) = ${observed} ms; 4 of 1,800 beyond`,
});

const errors: Sample = {
  slug: 'http-req-failed-rate-lt-0-01',
  title: 'Fewer than 1 % of requests fail',
  limit: {
    metric: 'http_req_failed',
    tags: {},
    expression: 'rate<0.01',
    rule: { kind: 'rate', comparison: '<', edge: 0.01 },
    unit: '1',
  },
  samples: 9000,
  beyond: 3,
  observed: 0.000333333,
  expected: 'rate < 1 %',
  actual: 'rate = 0.03 %; 3 of 9,000',
};

const row = (name: string, requests: number, medianMs: number, p95Ms: number, maxMs: number, failed = 0) => ({
  name,
  requests,
  failed,
  medianMs,
  p95Ms,
  maxMs,
});

export const scripts: Script[] = [
  {
    file: 'load/checkout-rush.k6.ts',
    tool: 'k6',
    seconds: 61,
    requests: 9000,
    samples: [p95('browse', 300, 84), p95('search', 400, 131), p95('cart', 300, 97), p95('pay', 800, 412), errors],
    steps: [
      row('browse', 3600, 31, 84, 266),
      row('search', 1800, 58, 131, 390),
      row('cart', 1800, 36, 97, 301),
      row('pay', 1800, 208, 412, 911, 3),
    ],
  },
  {
    file: 'load/search-saturation.autocannon.ts',
    tool: 'autocannon',
    seconds: 20,
    requests: 41_230,
    samples: [
      {
        slug: 'requests-count-gt-10000',
        title: 'Search answers more than 10,000 requests in 20 s',
        limit: {
          metric: 'requests',
          tags: {},
          expression: 'count>10000',
          rule: { kind: 'count', comparison: '>', edge: 10_000 },
          unit: '1',
        },
        samples: 41_230,
        beyond: 0,
        observed: 41_230,
        expected: 'count > 10,000',
        actual: 'count = 41,230',
      },
    ],
    steps: [row('GET /api/products', 41_230, 11, 29, 188)],
  },
];

export const load: SampleCheck[] = scripts.flatMap(({ file, tool, samples }) =>
  samples.map((sample) => ({
    id: `load/${stem(file)}/${sample.slug}`,
    title: sample.title,
    ms: 0,
    expected: sample.expected,
    actual: sample.actual,
    owner: 'platform',
    source: { kind: 'limit', file, tool, limit: sample.limit },
  })),
);

function stem(file: string): string {
  return file.replace('load/', '').replace(/\.(k6|autocannon)\.ts$/, '');
}

/** `change` may give a limit another figure. */
export function loadEvidence(
  runId: string,
  change: Readonly<Record<string, { observed: number; beyond: number }>> = {},
  dropped = 0,
): LoadEvidence[] {
  return scripts.map(({ file, tool, samples, steps, requests, seconds }) => ({
    schemaVersion: 2,
    ...toldBy(tool, seconds),
    toolVersion: tool === 'k6' ? 'v2.2.0' : '9.0.0',
    runId,
    script: { path: file, sha256: 'a'.repeat(64) },
    ...period(seconds),
    complete: true,
    iterations: requests,
    threw: 0,
    droppedIterations: tool === 'k6' ? dropped : 0,
    interruptedIterations: 0,
    requests,
    unsent: { requests: 0, to: [] },
    limits: samples.map(({ limit, slug, samples, beyond, observed }) => ({
      metric: Object.keys(limit.tags).length === 0 ? limit.metric : `${limit.metric}{name:${limit.tags['name']}}`,
      expression: limit.expression,
      samples,
      beyond,
      sum: samples,
      observed,
      ...change[slug],
      blocks: [],
    })),
    steps,
  }));
}

function period(seconds: number): { startedAt: string; finishedAt: string } {
  const startedAt = '2026-11-20T14:06:02.000Z';
  return { startedAt, finishedAt: new Date(Date.parse(startedAt) + seconds * 1000).toISOString() };
}

type Told<Tool> = Extract<LoadEvidence, { tool: Tool }>;
type OnlyK6 = 'tool' | 'lacks' | (typeof autocannonLacks)[number];

/** What only one of the tools tells. */
function toldBy(
  tool: 'k6' | 'autocannon',
  seconds: number,
): Pick<Told<'k6'>, OnlyK6> | Pick<Told<'autocannon'>, 'tool' | 'lacks' | 'lateMs'> {
  if (tool === 'autocannon') return { tool, lacks: [...autocannonLacks], lateMs: [2, 31] };
  const instrument = { processors: 2, lacks: [], scenarios: [], seconds: columns };
  return {
    tool,
    lacks: [],
    extensionVersion: '0.1.0',
    options: {},
    precision: { relativeError: 0.0099, smallest: 1e-6 },
    series: [],
    foldedSeries: 0,
    marks: [
      { name: 'sale begins', firstAt: '2026-11-20T14:06:32.000Z', lastAt: '2026-11-20T14:06:32.000Z', count: 1 },
      { name: 'coupon', firstAt: '2026-11-20T14:06:33.500Z', lastAt: '2026-11-20T14:06:59.000Z', count: 212 },
    ],
    foldedMarks: 3,
    runners: [{ segment: '0:1', ended: true, ...period(seconds), instrument }],
  };
}

const unknown = [null, null];
const columns = {
  ...{ hiccupMaxMs: [3.1, 12.4], hiccupP99Ms: [1.1, 1.2] },
  ...{ activeVUs: unknown, allowedVUs: unknown, due: unknown, ended: unknown, dropped: unknown, cpuMs: unknown },
  ...{ gcPauseMs: unknown, throttledMs: unknown, rssBytes: unknown, heapBytes: unknown, fileDescriptors: unknown },
};
