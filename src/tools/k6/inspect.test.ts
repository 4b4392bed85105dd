import { describe, expect, it } from 'vitest';
import { UsageError } from '../../records/usage-error.js';
import { loadScriptOf } from './inspect.js';
import { k6Inspection } from './inspection.js';

const arrivals = { executor: 'constant-arrival-rate', rate: 10, timeUnit: null, duration: '30s', preAllocatedVUs: 20 };

/** As `k6 inspect --execution-requirements` prints it. */
function inspected(options: object) {
  const printed = {
    scenarios: { rush: arrivals },
    thresholds: { http_req_duration: ['p(95)<500'] },
    hosts: null,
    ...options,
  };
  return loadScriptOf('load/rush.k6.ts', k6Inspection.parse(printed));
}

describe('an inspected k6 script', () => {
  it('has its limits in order, plain or with abortOnFail', () => {
    const thresholds = {
      'http_req_duration{name:pay}': ['p(95)<500', { threshold: 'med<200', abortOnFail: true, delayAbortEval: null }],
    };
    expect(inspected({ thresholds }).limits.map(({ expression, tags }) => [expression, tags])).toEqual([
      ['p(95)<500', { name: 'pay' }],
      ['med<200', { name: 'pay' }],
    ]);
  });

  it('says how much it sends, by scenario, and its peak', () => {
    const script = inspected({
      scenarios: {
        even: { ...arrivals, rate: 120, timeUnit: '1m0s', duration: '1m30s', startTime: '10s' },
        ramp: {
          executor: 'ramping-arrival-rate',
          preAllocatedVUs: 5,
          startRate: 0,
          stages: [
            { duration: '20s', target: 10 },
            { duration: '500ms', target: 10 },
          ],
        },
        some: { executor: 'per-vu-iterations', vus: 3, iterations: 5, maxDuration: '20s' },
      },
    });
    expect(script.iterations).toEqual({ even: 180, ramp: 105, some: 15 });
    expect(script.estimatedSeconds).toBe(100);
    expect(script.peakRate).toBe(12);
    expect(script.closedLoops).toBeUndefined();
  });

  it('does not guess what a closed loop sends', () => {
    const script = inspected({ scenarios: { loop: { executor: 'constant-vus', vus: 5, duration: '1m' } } });
    expect(script).toMatchObject({ iterations: {}, closedLoops: ['loop'], estimatedSeconds: 60 });
    expect(script.peakRate).toBeUndefined();
  });

  it.each([
    ['an arrival rate by the most virtual users that it may have', { ...arrivals, maxVUs: 30 }, 30],
    ['one without that figure by those that it begins with', { ...arrivals, maxVUs: null }, 20],
    ['one by its iterations, where they are fewer', { ...arrivals, duration: '300ms' }, 3],
    [
      'a ramp of virtual users by its top',
      { executor: 'ramping-vus', startVUs: 2, stages: [{ duration: '1s', target: 7 }] },
      7,
    ],
    ['a loop by its virtual users', { executor: 'constant-vus', vus: 5, duration: '1m' }, 5],
    ['a loop without that figure not at all', { executor: 'constant-vus', vus: null, duration: '1m' }, 1],
    ['shared iterations by who shares them', { executor: 'shared-iterations', vus: 3, iterations: 30 }, 3],
    ['iterations of each by who each is', { executor: 'per-vu-iterations', vus: 4, iterations: 1 }, 4],
  ])('divides %s', (_what, scenario, most) => {
    expect(inspected({ scenarios: { it: scenario } }).mostSegments).toBe(most);
    // One scenario that each k6 has a part in is enough: another may be one k6's alone.
    expect(inspected({ scenarios: { it: scenario, lone: { executor: 'shared-iterations' } } }).mostSegments).toBe(most);
  });

  it('adds rates up only where scenarios overlap', () => {
    const later = { ...arrivals, startTime: '30s' };
    expect(inspected({ scenarios: { a: arrivals, b: later } }).peakRate).toBe(10);
    expect(inspected({ scenarios: { a: arrivals, b: { ...later, startTime: '29s' } } }).peakRate).toBe(20);
  });

  it.each([
    ['no thresholds', { thresholds: null }, "can't fail"],
    ['an empty list of them', { thresholds: { http_req_duration: [] } }, "can't fail"],
    ['a mean', { thresholds: { http_req_duration: ['avg<5'] } }, 'load/rush.k6.ts: http_req_duration: avg<5'],
    [
      'a limit on a scenario that is not there',
      { thresholds: { 'http_reqs{scenario:rash}': ['count>1'] } },
      'no scenario "rash"',
    ],
    ['hosts of its own', { hosts: { 'shop.example': '10.0.0.1' } }, 'options.hosts'],
    ['a browser', { scenarios: { ui: { ...arrivals, options: { browser: { type: 'chromium' } } } } }, 'suites/'],
    ['no status tag', { systemTags: ['name', 'scenario'] }, 'status'],
  ])('is refused with %s', (_what, options, words) => {
    expect(() => inspected(options)).toThrow(UsageError);
    expect(() => inspected(options)).toThrow(words);
  });

  it('is refused with an executor that gonogo does not know', () => {
    expect(k6Inspection.safeParse({ scenarios: { x: { executor: 'warp', duration: '1s' } } }).success).toBe(false);
    expect(k6Inspection.safeParse({ scenarios: { x: { ...arrivals, duration: 'soon' } } }).success).toBe(false);
  });
});
