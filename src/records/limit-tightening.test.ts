import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLimit, parseMetricKey } from './limit-expression.js';
import { isAsTight, metricKey, tightened } from './limit-tightening.js';

const pay = 'http_req_duration{name:pay}';

describe('a limit of the policy', () => {
  it.each([
    [pay, 'p(95)<800', 'p(95)<500'],
    [pay, 'p(95)<800', 'p(95) < 799.5'],
    [pay, 'p(95)<=800', 'p(95)<800'],
    [pay, 'p(95)<800', 'p(95)<800'],
    [pay, 'p(95)<800', 'p(95)<=799'],
    [pay, 'p(5)>2', 'p(5)>3'],
    [pay, 'p(5)>=2', 'p(5)>2'],
    [pay, 'med<800', 'p(50)<700'],
    ['http_req_failed', 'rate<0.01', 'rate<0.001'],
    ['http_req_failed', 'rate<0.01', 'rate==0'],
    ['checks', 'rate>0.95', 'rate>0.99'],
    ['orders', 'count>100', 'count>200'],
    ['orders', 'count==100', 'count==100'],
  ])('%s: %s may become %s', (key, own, expression) => {
    expect(tightened(parseLimit(key, own), expression)).toEqual(parseLimit(key, expression));
  });

  it.each([
    [pay, 'p(95)<800', 'p(95)<801', /p\(95\)<801 is looser than the script's p\(95\)<800\. .*change the script/],
    [pay, 'p(95)<800', 'p(95)<=800', /is looser/],
    [pay, 'p(5)>2', 'p(5)>1', /is looser/],
    ['checks', 'rate>0.95', 'rate>=0.95', /is looser/],
    ['orders', 'count==100', 'count==99', /is looser/],
    ['orders', 'count==100', 'count==101', /is looser/],
    [
      pay,
      'p(95)<800',
      'p(99)<500',
      /p\(99\)<500 is of another kind than the script's p\(95\)<800\. .*write p\(95\)< and a/,
    ],
    [pay, 'p(95)<800', 'p(95)>100', /another kind/],
    ['orders', 'count>100', 'count==200', /another kind/],
    ['orders', 'count==100', 'count<100', /another kind/],
    ['own', 'rate<0.1', 'count<1', /another kind/],
    ['http_req_failed', 'rate<0.01', 'p(95)<1', /is a rate/],
    [pay, 'p(95)<800', 'p(95)<fast', /"fast" is not a number/],
  ])('%s: %s may not become %s', (key, own, expression, words) => {
    expect(() => tightened(parseLimit(key, own), expression)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) as string }),
    );
  });

  it('is of the same samples', () => {
    expect(isAsTight(parseLimit(pay, 'med<5'), parseLimit('http_req_duration', 'med<5'))).toBe(false);
    const [ab, ba] = ['own{a:1,b:2}', 'own{b:2,a:1}'].map((key) => parseLimit(key, 'med<5'));
    expect(ab !== undefined && ba !== undefined && isAsTight(ab, ba)).toBe(true);
  });

  it('never lets a value pass that the script’s own limit does not', () => {
    const upper = fc.constantFrom('<', '<=', '>', '>=');
    const edge = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(upper, edge, upper, edge, edge, (sign, own, otherSign, other, value) => {
        const [limit, than] = [parseLimit('own', `med${sign}${own}`), parseLimit('own', `med${otherSign}${other}`)];
        if (isAsTight(limit, than)) expect(keeps(sign, own, value) && !keeps(otherSign, other, value)).toBe(false);
        else if (sign[0] === otherSign[0]) expect(isAsTight(than, limit)).toBe(true);
      }),
    );
  });
});

function keeps(sign: string, edge: number, value: number): boolean {
  if (value === edge) return sign.endsWith('=');
  return sign.startsWith('<') ? value < edge : value > edge;
}

it('a key is spelled so that it is read as it was', () => {
  const word = fc
    .string({ minLength: 1 })
    .filter((text) => !/[,:{}"'`]/.test(text) && text.trim() !== '' && text !== '__proto__');
  const tags = fc.dictionary(word, word, { noNullPrototype: true });
  fc.assert(
    fc.property(tags, (given) => {
      const selector = { metric: 'http_req_duration', tags: given };
      expect(parseMetricKey(metricKey(selector))).toEqual(selector);
    }),
  );
  expect(metricKey({ metric: 'm', tags: { name: 'pay', url: 'http://a/' } })).toBe('m{name:pay,url:http://a/}');
});
