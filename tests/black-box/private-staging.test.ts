import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repository } from '../repository.js';
import { verify } from './command.js';

// The reference staging with ten faults at once, of which each breaks another matter: one start of it takes a while.
// That it is well without them, every run of it says.

const reports = mkdtempSync(path.join(tmpdir(), 'black-box-reports-'));
afterAll(() => rmSync(reports, { recursive: true, force: true }));

/** Of each fault, the check that it breaks and how that names it. */
const faults: Record<string, [check: string, words: RegExp]> = {
  'others-orders': ['environment/access-control', /\/api\/orders\/<order number> is shown to another customer/],
  'stored-account': ['environment/access-control', /\/account may be kept by caches/],
  'foreign-font': ['environment/closed-in/pages', /\/no-such-page calls fonts\.example\.net/],
  'production-link': ['environment/closed-in/pages', /leads to production: <link rel="canonical">/],
  'mail-gets-out': ['environment/closed-in/mail', /a mail to guest-.+ with a subject/],
  'live-analytics': ['environment/no-live-keys/pages', /\/c\/kitchen has a key of Google Analytics/],
  'idle-postman': ['environment/background-work', /the postman of replica 2 does not work/],
  'silent-errors': [
    'closing/server-errors',
    /visitor of a product could not be counted.+during .*environment\/closed-in\/pages/,
  ],
  'told-customer': [
    'environment/shown-data',
    /pages tell e-mail addresses \(\/account\)[^]+1 e-mail address in comment/,
  ],
  'logged-card': ['closing/logged-data', /shop's log tell payment cards \(shop\.log\)/],
};

test('each fault of a staging that is not private or not well is named by the check that is for it', async () => {
  const only = [...new Set(Object.values(faults).map(([check]) => `${check.split('/').slice(0, 2).join('/')}**`))];
  const env = { REFERENCE_FAULT: Object.keys(faults).join(',') };
  const { code, verdict, said, leftovers } = await verify(
    { dir: repository, reports },
    ['--out', reports, '--release', '2.0.0', ...only.flatMap((check) => ['--only', check])],
    { withinMs: 280_000, cleanWithinMs: 15_000, env },
  );
  expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 1, verdict: 'NO-GO' });
  for (const [fault, [check, words]] of Object.entries(faults)) {
    const row = verdict?.checks.find(({ id }) => id.startsWith(check));
    expect(row, fault).toMatchObject({ outcome: 'failed' });
    expect(`${row?.message}\n${row?.actual}`, fault).toMatch(words);
  }
  expect(leftovers).toEqual({ processes: [], folders: [] });
}, 300_000);
