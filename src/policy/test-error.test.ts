import { describe, expect, test } from 'vitest';
import { expectationIn, plainSentence } from './test-error.js';

/** As Playwright writes it. */
const notFound = `Error: expect(locator).toBeVisible() failed

Locator: getByRole('heading', { name: '$& Basket' })
Expected: visible
Timeout: 10000ms
Error: element(s) not found

Call log:
  - Expect "toBeVisible" with timeout 10000ms`;

describe('an error in one sentence', () => {
  test.each([
    ['is its first paragraph', 'no stock\n\nCall log:\n - waiting', 'no stock'],
    ['is its first paragraph, also after a line of blanks', 'no stock\n \t \nCall log', 'no stock'],
    ['is one line', 'expected 200,\n   got\t500', 'expected 200, got 500'],
    ['has no colours', '\u001b[31mno\u001b[0m \u001b[1;2mstock\u001b[22m', 'no stock'],
    ['does not say that it is an error', 'Error: no stock', 'no stock'],
    ['names another kind of error', 'TypeError: no stock', 'TypeError: no stock'],
    ['names an error within', 'no Error: stock', 'no Error: stock'],
    ['begins with its first word', '\n\n  no stock\n', 'no stock'],
    ['says what was looked for', notFound, "expect(getByRole('heading', { name: '$& Basket' })).toBeVisible() failed"],
    ['in words of its own says these', `Error: the basket\n\n${notFound}`, 'the basket'],
    ['says no more than it knows', 'expect(locator).toBeVisible() failed', 'expect(locator).toBeVisible() failed'],
    ['begins with what was looked at', `it is expect(locator)\n\n${notFound}`, 'it is expect(locator)'],
    ['of nothing is nothing', ' \n ', ''],
    ['of 300 characters is whole', 'x'.repeat(300), 'x'.repeat(300)],
    ['that is longer is cut to 300, and shows it', 'x'.repeat(301), `${'x'.repeat(299)}…`],
  ])('%s', (_, message, sentence) => {
    expect(plainSentence(message)).toBe(sentence);
  });
});

describe('what was expected and found', () => {
  test.each<[what: string, message: string, found: ReturnType<typeof expectationIn>]>([
    ['of numbers', 'Expected: 2\nReceived: 3', { expected: '2', actual: '3' }],
    [
      'of a kind that is named',
      'expect(locator).toHaveText()\n\nExpected string: "Thank you"\nReceived string: ""\nCall log:',
      { expected: '"Thank you"', actual: '""' },
    ],
    [
      'in colours and indented',
      '  Expected: \u001b[32m<= 2500\u001b[39m  \r\n \tReceived:   \u001b[31m2612.4\u001b[39m',
      { expected: '<= 2500', actual: '2612.4' },
    ],
    ['of what was not there', notFound, { expected: 'visible', actual: 'element(s) not found' }],
    ['of an error that is about no locator', 'Expected: 1\nError: no', { expected: '1' }],
    ['of an error behind a word for a locator', 'of Locator: none\nnoLocator: none\nError: no', {}],
    ['of what a locator that is indented found', 'no stock\n  Locator: none\nError: no', { actual: 'no' }],
    ['of which only one is said', 'Received: 3', { actual: '3' }],
    ['of which only the other is said', 'Expected pattern: /a/', { expected: '/a/' }],
    ['that is not said', 'no stock', {}],
    ['that is not at the beginning of a line', 'it says Expected: 2', {}],
    ['that is a heading', 'Expected:\nReceived: 1', { actual: '1' }],
    ['of 300 characters', `Expected: ${'x'.repeat(300)}`, { expected: 'x'.repeat(300) }],
    ['that is longer', `Received: ${'x'.repeat(301)}`, { actual: `${'x'.repeat(299)}…` }],
  ])('%s', (_, message, found) => {
    expect(expectationIn(message)).toEqual(found);
  });
});
