import { describe, expect, it } from 'vitest';
import { checkId } from '../records/check.js';
import { parseLimit } from '../records/limit-expression.js';
import type { LoadScript } from '../records/load-evidence.js';
import { checksOfLoad } from './load.js';

function script(limits: [key: string, expression: string][], more: Partial<LoadScript> = {}): LoadScript {
  const parsed = limits.map(([key, expression]) => parseLimit(key, expression));
  return {
    file: 'load/rush.k6.ts',
    tool: 'k6',
    limits: parsed,
    estimatedSeconds: 60,
    iterations: { browse: 200, pay: 59 },
    ...more,
  };
}

const idsOf = (one: LoadScript): string[] => checksOfLoad([one], 'smoke', []).checks.map(({ id }) => id);

describe('the checks of a load script', () => {
  it('are its limits, with ids that say metric, tags and expression', () => {
    const ids = idsOf(
      script([
        ['http_req_duration{name:pay}', 'med<800'],
        ['http_req_failed', 'rate<=0.5'],
        ['http_reqs', 'count>100'],
        ['http_reqs', 'count>=100'],
      ]),
    );
    expect(ids).toEqual([
      'load/rush/http-req-duration-name-pay-med-lt-800',
      'load/rush/http-req-failed-rate-le-0-5',
      'load/rush/http-reqs-count-gt-100',
      'load/rush/http-reqs-count-ge-100',
    ]);
    for (const id of ids) expect(checkId.safeParse(id).success).toBe(true);
  });

  it('have titles that a manager can read', () => {
    const titles = checksOfLoad(
      [
        script([
          ['http_req_duration{name:pay}', 'med<800'],
          ['http_req_duration', 'max<=5000'],
          ['http_req_failed', 'rate<0.5'],
          ['checks', 'rate>0.5'],
          ['data_received', 'count<1000'],
        ]),
      ],
      'smoke',
      [],
    ).checks.map(({ title }) => title);
    expect(titles).toEqual([
      'pay: half of requests take less than 800 ms',
      'all: every one of requests take at most 5000 ms',
      'all: less than 50 % of requests fail',
      'all: more than 50 % of checks',
      'all: data_received is less than 1000 bytes in all',
    ]);
  });

  it('leave out, with the numbers, what the profile sends too little to prove', () => {
    const tight: [string, string][] = [
      ['http_req_duration', 'p(95)<500'],
      ['http_req_duration', 'med<500'],
    ];
    const { checks, notChecked } = checksOfLoad([script(tight)], 'smoke', []);
    expect(checks.map(({ id }) => id)).toEqual(['load/rush/http-req-duration-med-lt-500']);
    expect(notChecked).toEqual([
      {
        check: 'load/rush/http-req-duration-p-95-lt-500',
        why: expect.stringMatching(/260 .*smoke sends 259/) as string,
      },
    ]);
  });

  it('are never none: a script that could prove nothing would not be run, with nobody the wiser', () => {
    const provesNothing = script([['http_req_duration', 'p(95)<500']]);
    expect(() => checksOfLoad([provesNothing], 'smoke', [])).toThrow(
      /rush\.k6\.ts: profile smoke .* would not be run: .*260/,
    );
  });

  it('reckon with the scenario that a limit names', () => {
    const limits: [string, string][] = [
      ['http_req_duration{scenario:pay}', 'p(80)<500'],
      ['http_req_duration{scenario:browse}', 'p(80)<500'],
    ];
    expect(idsOf(script(limits))).toEqual(['load/rush/http-req-duration-scenario-browse-p-80-lt-500']);
  });

  it('do not size what needs no proof, nor what nobody can size', () => {
    expect(
      idsOf(
        script([
          ['http_req_duration', 'max<500'],
          ['http_req_failed', 'rate==0'],
          ['http_reqs', 'count>1'],
        ]),
      ),
    ).toHaveLength(3);
    expect(
      idsOf(script([['http_req_duration', 'p(99.9)<500']], { iterations: {}, closedLoops: ['loop'] })),
    ).toHaveLength(1);
  });
});

describe('a limit of policy.yaml', () => {
  const id = 'load/rush/http-req-duration-name-pay-med-lt-800';
  const rush = script([
    ['http_req_duration{name:pay}', 'med<800'],
    ['http_req_failed', 'rate<0.5'],
  ]);
  const limited = (check: string, expression: string, one: LoadScript = rush) =>
    checksOfLoad([one], 'smoke', [{ check, expression, place: 'policy.yaml, line 3: limits[0]' }]);

  it('is the check’s in place of the script’s, under the script’s id', () => {
    const [pay, failed] = limited(id, 'med<500').checks;
    expect(pay).toMatchObject({
      ...{ id, title: 'pay: half of requests take less than 500 ms (the script says med<800)' },
      source: { kind: 'limit', limit: { expression: 'med<500', rule: { edge: 500 }, tags: { name: 'pay' } } },
    });
    expect(failed?.title).toBe('all: less than 50 % of requests fail');
  });

  it('is what has to be proven: where the profile sends too little for it, it is not checked, and says so', () => {
    const [, failed] = rush.limits.map((_, at) => checksOfLoad([rush], 'smoke', []).checks[at]?.id ?? '');
    const { checks, notChecked } = limited(failed ?? '', 'rate<0.001');
    expect(checks.map((check) => check.id)).toEqual([id]);
    expect(notChecked).toEqual([
      { check: failed, why: expect.stringMatching(/rate<0\.001 takes \d{4,} samples .* smoke sends 259/) as string },
    ]);
  });

  it.each([
    ['looser', id, 'med<900', /^policy\.yaml, line 3: limits\[0\]: load\/rush\/\S+: med<900 is looser than .* med<800/],
    ['of another kind', id, 'p(95)<500', /^policy\.yaml, line 3: .*another kind than the script's med<800/],
    ['no limit', id, 'fast', /^policy\.yaml, line 3: .*not a limit/],
    [
      'of no script',
      'load/rush/http-req-duration-med-lt-800',
      'med<500',
      /^policy\.yaml, line 3: limits\[0\]: no load script has the limit load\/rush\/http-req-duration-med-lt-800\. There are: load\/rush\/http-req-duration-name-pay/,
    ],
  ])('is refused when it is %s', (_, check, expression, words) => {
    expect(() => limited(check, expression)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) as string }),
    );
  });

  it('is refused where there is no load at all, and twice for one check', () => {
    const asked = { check: id, expression: 'med<500', place: 'policy.yaml, line 3: limits[0]' };
    expect(() => checksOfLoad([], 'smoke', [asked])).toThrow('There are none in load/.');
    const again = { ...asked, place: 'policy.yaml, line 4: limits[1]' };
    expect(() => checksOfLoad([rush], 'smoke', [asked, again])).toThrow(
      `policy.yaml, line 4: limits[1]: ${id} has a limit above. Keep one.`,
    );
  });
});
