import { describe, expect, it } from 'vitest';
import type { ListedTest } from '../tools/playwright/list.js';
import { checksOfTests } from './tests.js';

function listed(file: string, ...titlePath: string[]): ListedTest {
  return {
    file: `suites/${file}`,
    declaredIn: `suites/${file}`,
    line: 3,
    project: 'journeys',
    titlePath,
    tags: [],
    annotations: [],
    expectedStatus: 'passed',
  };
}
const idsOf = (tests: ListedTest[], thirdParties: string[] = []) =>
  checksOfTests(tests, thirdParties).map(({ id }) => id);

describe('the checks of listed tests', () => {
  it('are called after the file that holds one test, and after the title where it holds more', () => {
    const tests = [
      listed('journeys/guest-checkout.spec.ts', 'A guest pays'),
      listed('integrations/payments.spec.ts', 'refund', 'is exact: €1.50'),
      listed('integrations/payments.spec.ts', 'charged once'),
    ];
    expect(idsOf(tests)).toEqual([
      'journeys/guest-checkout',
      'integrations/payments/refund-is-exact-1-50',
      'integrations/payments/charged-once',
    ]);
  });

  it('of another Playwright project carry its name, and the first project does not', () => {
    const test = listed('journeys/guest-checkout.spec.ts', 'A guest pays');
    const checks = checksOfTests([test, { ...test, project: 'phone' }], []);
    expect(checks.map(({ id, title }) => [id, title])).toEqual([
      ['journeys/guest-checkout', 'A guest pays'],
      ['journeys/guest-checkout@phone', 'A guest pays (phone)'],
    ]);
  });

  it('include a derived check for each tag that measures, with the owner and impact of the test', () => {
    const annotations = [
      { type: 'owner', description: 'checkout' },
      { type: 'impact', description: 'no sales' },
      { type: 'third-party', description: 'payments' },
    ];
    const checks = checksOfTests(
      [{ ...listed('journeys/pay.spec.ts', 'pays'), tags: ['@accessible', '@slow', '@clean-console'], annotations }],
      [],
    );
    expect(checks.map(({ id, source }) => [id, source.kind])).toEqual([
      ['journeys/pay', 'test'],
      ['journeys/pay@accessible', 'derived'],
      ['journeys/pay@clean-console', 'derived'],
    ]);
    for (const check of checks)
      expect(check).toMatchObject({
        stage: 'journeys',
        owner: 'checkout',
        impact: 'no sales',
        thirdParties: ['payments'],
      });
    expect(checks[1]?.source).toEqual({ kind: 'derived', of: 'journeys/pay', tag: '@accessible' });
  });

  it('of an integration named like a third party depend on it', () => {
    const [payments, orders] = checksOfTests(
      [listed('integrations/payments.spec.ts', 'a'), listed('integrations/orders.spec.ts', 'b')],
      ['payments', 'mail'],
    );
    expect([payments?.thirdParties, orders?.thirdParties]).toEqual([['payments'], []]);
  });

  it('leave out what only prepares', () => {
    expect(idsOf([listed('setup/sign-in.setup.ts', 'signs in'), listed('journeys/pay.spec.ts', 'pays')])).toEqual([
      'journeys/pay',
    ]);
  });

  it.each([
    ['would share an id', ['pays!', 'pays?'], /journeys\/pay\/pays/],
    ['have nothing to be named after', ['!', '?'], /no letters or digits/],
    ['hold the separator', ['a › b'], /may not/],
    ['end with a space', ['pays '], /may not/],
  ])('are refused where titles %s', (_, titles, words) => {
    const tests = titles.map((title) => listed('journeys/pay.spec.ts', title));
    expect(() => checksOfTests(tests, [])).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
    );
  });
});
