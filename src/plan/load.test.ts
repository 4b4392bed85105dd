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

const idsOf = (one: LoadScript): string[] => checksOfLoad([one], 'smoke').checks.map(({ id }) => id);

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
    const { checks, notChecked } = checksOfLoad([script(tight)], 'smoke');
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
    expect(() => checksOfLoad([provesNothing], 'smoke')).toThrow(
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
