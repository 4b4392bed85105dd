import fc from 'fast-check';
import { expect, test } from 'vitest';
import { causeOf, normalised } from './cause.js';
import { fellShort } from './decided.test-data.js';

test.each([
  ['numbers', 'no answer after 5000 ms', 'no answer after 31.25 ms'],
  ['values in quotes', 'no "Thank you, Anna"', 'no ""'],
  ['values in single quotes', "found 'a'", "found 'b c'"],
  ['values in back-quotes', 'found `a`', 'found `b c`'],
  ['ids', 'order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is gone', 'order ABCDEFAB-ABCD-ABCD-ABCD-ABCDEFABCDEF is gone'],
  ['commits', 'commit 1a2b3c4 is gone', 'commit fffffffffffff0 is gone'],
  ['large and small letters', 'Not Found', 'not found'],
  ['white space', ' a\n\t  b ', 'a b'],
])('two errors that differ only in %s are alike', (_, one, other) => {
  expect(normalised(one)).toBe(normalised(other));
});

test.each([
  ['words', 'no basket', 'no receipt'],
  ['words that could be hexadecimal', 'a defaced page', 'a effaced page'],
  ['what stands around a value', 'no "a" here', 'no "a" there'],
  ['what stands between two values', 'a "b" is not "c"', 'a "b" was not "c"'],
  ['whether there is an id', 'order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 is gone', 'order is gone'],
  ['letters before a number', 'x12 is gone', 'y12 is gone'],
  ['how a number goes on', 'took 1.5 s', 'took 1,5 s'],
  ['short ids', 'id ab1 is gone', 'id cd1 is gone'],
  ['a word that ends like an id', 'zabcdef1 is gone', 'zabcdee1 is gone'],
  ['a word that begins like an id', '1abcdefz is gone', '1abcdeez is gone'],
])('two errors that differ in %s are not', (_, one, other) => {
  expect(normalised(one)).not.toBe(normalised(other));
});

test('an error is told without what differs from run to run', () => {
  expect(normalised('Order 1A2B3C4 of "Anna"\n took 1.50 s,  3 tries at 127.0.0.1:8080 ')).toBe(
    'order <id> of <value> took <n> s, <n> tries at <n>.<n>:<n>',
  );
});

test('what is alike already stays so', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      const once = normalised(text);
      expect(normalised(` ${once}\n`)).toBe(once);
    }),
  );
});

const failure = { outcome: 'failed', reasonCode: 'assertion-failed', attribution: 'product' } as const;
const check = fellShort('journeys/a', 'failed', { ...failure, failingStep: 'pays', message: 'no thanks' });

test.each([
  ['step', { failingStep: 'searches' }],
  ['error', { message: 'no basket' }],
  ['outcome', { outcome: 'errored' as const }],
  ['reason code', { reasonCode: 'step-timed-out' as const }],
  ['attribution', { attribution: 'third-party' as const }],
])('another %s is another cause', (_, change) => {
  expect(causeOf({ ...check, ...change })).not.toBe(causeOf(check));
  expect(causeOf({ ...check, id: 'journeys/b', title: 'b' })).toBe(causeOf(check));
});

test.each([
  ...['staging-unreachable', 'staging-died', 'wrong-release', 'mixed-replicas', 'subject-changed'],
  'no-identity',
] as const)('%s is one cause, whatever it kept from being measured', (reasonCode) => {
  const other = { failingStep: 'searches', message: 'no basket' };
  expect(causeOf({ ...check, reasonCode, ...other })).toBe(causeOf({ ...check, reasonCode }));
});

test.each([
  ...['page.goto: net::ERR_CONNECTION_REFUSED at /', 'net::ERR_CONNECTION_RESET', 'net::ERR_EMPTY_RESPONSE'],
  ...['net::ERR_ADDRESS_UNREACHABLE', 'connect ECONNREFUSED 127.0.0.1:1', 'read ECONNRESET', 'EHOSTUNREACH'],
  'getaddrinfo ENOTFOUND shop.example',
])('“%s” says that nothing answered: one cause, whichever step ran into it', (message) => {
  const first = { ...check, message: 'connect ECONNREFUSED ::1:80' };
  expect(causeOf({ ...check, message, failingStep: 'searches' })).toBe(causeOf(first));
  expect(causeOf({ ...check, message, reasonCode: 'step-timed-out' })).not.toBe(causeOf(first));
});
