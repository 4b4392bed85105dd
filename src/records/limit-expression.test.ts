import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLimit, parseMetricKey } from './limit-expression.js';
import { allowedShare, countAgainst } from './limit-share.js';
import { limit } from './limit.js';
import { UsageError } from './usage-error.js';

describe('a limit in k6’s grammar', () => {
  it.each([
    ['http_req_duration', 'p(95)<500', { kind: 'quantile', quantile: 0.95, comparison: '<', edge: 500 }],
    ['http_req_duration', 'p(99.9)<=1000', { kind: 'quantile', quantile: 0.999, comparison: '<=', edge: 1000 }],
    ['http_req_duration', ' med < 200 ', { kind: 'quantile', quantile: 0.5, comparison: '<', edge: 200 }],
    ['http_req_duration', 'max<1000', { kind: 'quantile', quantile: 1, comparison: '<', edge: 1000 }],
    ['http_req_failed', 'rate<0.01', { kind: 'rate', comparison: '<', edge: 0.01 }],
    ['http_req_failed', 'rate==0', { kind: 'rate', comparison: '<=', edge: 0 }],
    ['checks', 'rate>0.95', { kind: 'rate', comparison: '>', edge: 0.95 }],
    ['checks', 'rate===1.0', { kind: 'rate', comparison: '>=', edge: 1 }],
    ['http_reqs', 'count>100', { kind: 'count', comparison: '>', edge: 100 }],
    ['my_own', 'p(90)<1.5e2', { kind: 'quantile', quantile: 0.9, comparison: '<', edge: 150 }],
  ])('%s: %s is read', (key, expression, rule) => {
    const parsed = parseLimit(key, expression);
    expect(parsed.rule).toEqual(rule);
    expect(limit.parse(parsed)).toEqual(parsed);
  });

  it.each([
    ['http_req_duration', 'avg<200', 'med or p(95)'],
    ['http_req_duration', 'min<200', 'med or p(95)'],
    ['vus', 'value>10', 'gauge'],
    ['http_reqs', 'rate>100', 'count'],
    ['own', 'rate>100', 'count'],
    ['http_req_duration', 'rate<0.01', 'is a trend'],
    ['http_req_failed', 'p(95)<1', 'is a rate'],
    ['http_req_duration', 'p(0)<1', 'percentile'],
    ['http_req_duration', 'p(101)<1', 'percentile'],
    ['http_req_duration', 'p()<1', 'percentile'],
    ['http_req_duration', 'p95<1', 'not a limit'],
    ['http_req_duration', 'p<1', 'percentile'],
    ['http_req_duration', 'med(5)<1', 'percentile'],
    ['http_req_duration', 'max>1', 'maximum'],
    ['http_req_duration', 'p(95)==1', '<='],
    ['http_req_duration', 'p(95)!=1', '!='],
    ['http_req_duration', 'p(95)<fast', 'not a number'],
    ['http_req_duration', 'p(95)<0x10', 'not a number'],
    ['http_req_duration', 'p(95)<Infinity', 'not a number'],
    ['http_req_duration', '', 'not a limit'],
    ['http_req_failed', 'rate<1.5', 'share'],
    ['http_req_failed', 'rate==0.5', 'Use < or >'],
  ])('%s: "%s" is refused, and says "%s"', (key, expression, hint) => {
    expect(() => parseLimit(key, expression)).toThrow(UsageError);
    expect(() => parseLimit(key, expression)).toThrow(hint);
  });

  it('time is in ms, data in bytes, shares and counts are bare', () => {
    expect(parseLimit('http_req_waiting', 'med<1').unit).toBe('ms');
    expect(parseLimit('data_received', 'count<1').unit).toBe('bytes');
    expect(parseLimit('http_req_failed', 'rate<1').unit).toBe('1');
  });
});

describe('a metric key', () => {
  it.each([
    ['http_req_duration', 'http_req_duration', {}],
    [
      'http_req_duration{name:pay,expected_response:true}',
      'http_req_duration',
      { name: 'pay', expected_response: 'true' },
    ],
    [`x_y{ name: "a b" ,url:'http://h/p?q=1'}`, 'x_y', { name: 'a b', url: 'http://h/p?q=1' }],
    ['x_y{group:::checkout}', 'x_y', { group: '::checkout' }],
  ])('%s', (key, metric, tags) => {
    expect(parseMetricKey(key)).toEqual({ metric, tags });
  });

  it.each([
    '',
    'a b',
    'x_y{',
    'x_y}',
    'x_y{}',
    'x_y{name}',
    'x_y{name:}',
    'x_y{:pay}',
    'x_y{a:1}b',
    'x_y{a:1,a:2}',
    '9x',
  ])('"%s" is refused', (key) => {
    expect(() => parseMetricKey(key)).toThrow(UsageError);
  });

  it('any text is either read or refused by name', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, expression) => {
        try {
          parseLimit(key, expression);
        } catch (error) {
          expect(error).toBeInstanceOf(UsageError);
        }
      }),
    );
  });
});

describe('what a limit allows', () => {
  it.each([
    ['http_req_duration', 'p(95)<500', 0.05],
    ['http_req_duration', 'p(99.9)<500', 0.001],
    ['http_req_duration', 'p(5)>10', 0.05],
    ['http_req_duration', 'max<500', 0],
    ['http_req_failed', 'rate<0.01', 0.01],
    ['checks', 'rate>0.95', 0.05],
    ['checks', 'rate==1', 0],
    ['http_reqs', 'count>5', undefined],
  ])('%s: %s lets %s of the samples be beyond', (key, expression, share) => {
    expect(allowedShare(parseLimit(key, expression).rule)).toBe(share);
  });

  it('of a rate that has to be high, the zeros count against it', () => {
    const counted = { samples: 100, beyond: 97 };
    expect(countAgainst(parseLimit('checks', 'rate>0.95').rule, counted)).toEqual({ samples: 100, beyond: 3 });
    expect(countAgainst(parseLimit('http_req_failed', 'rate<0.95').rule, counted)).toEqual(counted);
  });
});
