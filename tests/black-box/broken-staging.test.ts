import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOf } from '../../reference/faults.test-data.js';
import { repository } from '../repository.js';
import { verify, type Ended } from './command.js';

// The reference staging with many faults at once, of which each breaks another matter: a start of it takes a while.
// What is well is shown by them, too: they break nothing in common. What a crawl and the data show, reference/*.test.ts
// break singly.

const reports = mkdtempSync(path.join(tmpdir(), 'black-box-reports-'));
afterAll(() => rmSync(reports, { recursive: true, force: true }));

/** How the check that a fault is for names it. */
type Words = Record<string, RegExp>;

const notPrivate: Words = {
  'others-orders': /\/api\/orders\/<order number> is shown to another customer/,
  'stored-account': /\/account may be kept by caches/,
  'foreign-font': /\/no-such-page calls fonts\.example\.net/,
  'production-link': /leads to production: <link rel="canonical">/,
  'mail-gets-out': /a mail to guest-.+ with a subject/,
  'live-analytics': /\/c\/kitchen has a key of Google Analytics/,
  'unmarked-key': /the key that the shop pays with is one for tests/,
  'idle-postman': /the postman of replica 2 does not work/,
  'silent-errors': /visitor of a product could not be counted.+during .*environment\/closed-in\/pages/,
  'told-customer': /pages tell e-mail addresses \(\/account\)[^]+1 e-mail address in comment/,
  'logged-card': /shop's log tell payment cards \(shop\.log\)/,
  'real-customer':
    /public\.customers, column email holds personal data\. Expected: .+; found: 1 e-mail address in \d+ rows/,
  'open-metrics': /\/metrics/,
  'open-checkout': /check out/,
  'any-password': /staging:staging|staging:|admin:admin/,
  'unsigned-events': /without a signature/,
  'invited-crawlers': /Disallow: \/cart/,
  'indexable-shelves': /\/c\/kitchen/,
  'indexable-wall': /what robots are told where credentials are asked for/,
  'lost-index': /orders_email/,
  'other-countries': /countries/,
  'other-headers': /referrer-policy/,
};

/** These keep customers from buying, which other checks do on their way. */
const notWell: Words = {
  'unwell-shipping': /“asks shipping”.+\n503/s,
  'idle-tax': /the tax of goods for 11\.90 €/,
  'blind-health': /none of the 0 products found for "lamp" is in stock/,
  'kept-health': /health of this very moment/,
};

const broken = { private: notPrivate, well: notWell };
const found = new Map<string, Ended>();
beforeAll(async () => {
  for (const [what, words] of Object.entries(broken)) {
    const env = { REFERENCE_FAULT: Object.keys(words).join(',') };
    const only = ['--only', 'environment/**', '--only', 'closing/**'];
    const limits = { withinMs: 280_000, cleanWithinMs: 15_000, env };
    found.set(
      what,
      await verify({ dir: repository, reports }, ['--out', reports, '--release', '2.0.0', ...only], limits),
    );
  }
}, 600_000);

test.each(Object.entries(broken))(
  'each fault of a staging that is not %s is named by the check that is for it',
  async (what, words) => {
    const faults = await faultsOf('');
    const { code, verdict, said, leftovers } = found.get(what) as Ended;
    expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 1, verdict: 'NO-GO' });
    for (const [fault, naming] of Object.entries(words)) {
      const row = verdict?.checks.find(({ id }) => id === faults[fault]?.breaks);
      // Soft: one start of the staging is to tell of every fault.
      expect.soft(row?.outcome, fault).toBe('failed');
      expect.soft(`${row?.message}\n${row?.actual}`, fault).toMatch(naming);
    }
    expect(leftovers).toEqual({ processes: [], folders: [] });
  },
);

test('no check goes without a fault that breaks it, nor fails where none does', async () => {
  const breakable = new Set(Object.values(await faultsOf('')).map(({ breaks }) => breaks));
  const checks = [...found.values()].flatMap(({ verdict }) => verdict?.checks ?? []);
  const ids = [...new Set(checks.map(({ id }) => id))];
  const passed = new Set(checks.flatMap(({ id, outcome }) => (outcome === 'passed' ? [id] : [])));
  // What one of the two stagings has broken is well in the other.
  expect(ids.filter((id) => !passed.has(id))).toEqual([]);
  expect(ids.filter((id) => !breakable.has(id))).toEqual([
    // Its switch is a front that agrees to old protocols: tests/black-box/tls-staging.test.ts
    'environment/exposure/tls',
  ]);
});

test('a staging that pays with a live key, and one that is another release, are not looked at any further', async () => {
  const words = ['--out', reports, '--release', '2.0.0', '--only', 'environment/**'];
  const broken = (fault: string) =>
    verify({ dir: repository, reports }, words, { withinMs: 60_000, env: { REFERENCE_FAULT: fault } });
  const paying = await broken('live-payments');
  expect([paying.code, paying.said]).toEqual([2, expect.stringContaining('holds a live payment key (sk_live_…)')]);
  const other = await broken('other-release');
  const identity = other.verdict?.checks.find(({ id }) => id === 'environment/release-identity');
  expect([other.code, identity?.outcome], other.said).toEqual([3, 'mismatched']);
  expect(identity?.message).toMatch(/^Staging is 1\.9\.9 .* and 2\.0\.0 \(from --release\) was asked for/s);
}, 150_000);
