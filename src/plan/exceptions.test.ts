import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { policy as policySchema } from '../records/policy.js';
import { readExceptions } from './exceptions.js';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'gonogo-exceptions-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const now = '2026-11-20T12:00:00.000Z';
const policy = policySchema.parse({
  version: 1,
  tiers: [{ checks: 'speed/**', tier: 'advisory' }],
  required: ['journeys/guest-checkout'],
  quarantine: { atMost: 1 },
});

function read(files: { waivers?: string; quarantine?: string }) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, `${name}.yaml`), text);
  return readExceptions(dir, policy, now);
}

const good = {
  ...{ check: 'journeys/sold-out', reason: 'a known defect', ticket: 'SHOP-42', owner: 'anna', approvedBy: 'ben' },
  expires: '2026-12-20T13:00:00+01:00',
};
const waivers = (...changes: Record<string, string | undefined>[]): string =>
  ['version: 1', 'waivers:', ...changes.flatMap((change) => entry({ ...good, ...change }))].join('\n');

const held = { check: 'journeys/sold-out', issue: 'SHOP-7', owner: 'anna', expires: '2026-12-01T00:00:00Z' };
const quarantine = (...changes: Record<string, string>[]): string =>
  ['version: 1', 'quarantine:', ...changes.flatMap((change) => entry({ ...held, ...change }))].join('\n');

function entry(fields: Record<string, string | undefined>): string[] {
  const lines = Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}

test('neither file has to be there', () => {
  expect(read({})).toEqual({ waivers: [], quarantine: [] });
});

test('what is written is read as it is', () => {
  expect(read({ waivers: waivers({}), quarantine: quarantine({}) })).toEqual({ waivers: [good], quarantine: [held] });
});

test('what helps nobody is no error: expired, not valid yet, of a check that nobody knows', () => {
  const read2 = read({
    waivers: waivers(
      { expires: '2020-01-01T00:00:00Z' },
      { check: 'journeys/gone' },
      { check: 'journeys/x', from: '2026-12-01T00:00:00Z' },
    ),
    quarantine: quarantine({ expires: '2020-01-01T00:00:00Z' }, { check: 'journeys/x' }),
  });
  expect([read2.waivers.length, read2.quarantine.length]).toEqual([3, 2]);
});

test('advice may be waived for longer', () => {
  expect(read({ waivers: waivers({ check: 'speed/cart', expires: '2027-02-18T12:00:00Z' }) }).waivers).toHaveLength(1);
});

test.each<[string, string, RegExp]>([
  [
    'approved by its owner',
    waivers({ approvedBy: '" ANNA "' }),
    /line 7: waivers\[0\]\.approvedBy: ANNA is also the owner/,
  ],
  [
    'too far ahead',
    waivers({ expires: '2026-12-20T13:00:00.001+01:00' }),
    /line 8: waivers\[0\]\.expires: .* more than 30 days ahead, .* blocking/,
  ],
  [
    'too far ahead for advice',
    waivers({ check: 'speed/cart', expires: '2027-02-18T12:00:01Z' }),
    /more than 90 days ahead/,
  ],
  [
    'a safety check',
    waivers({ check: 'environment/parity' }),
    /line 3: waivers\[0\]\.check: environment\/parity is a safety check/,
  ],
  ['the release identity', waivers({ check: 'environment/release-identity' }), /is a safety check/],
  [
    'the same failure twice',
    waivers({}, { ticket: 'SHOP-43' }),
    /line 9: waivers\[1\]\.check: waivers\[0\] waives the same failure/,
  ],
  [
    'valid only after its end',
    waivers({ from: '2026-12-20T12:00:00Z' }),
    /waivers\[0\]\.from: .* not before it expires/,
  ],
  [
    'a date without a time',
    waivers({ expires: '2026-12-01' }),
    /line 8: waivers\[0\]\.expires: not a moment: write date, time and offset/,
  ],
  ['a moment without an offset', waivers({ expires: '2026-12-01T12:00:00' }), /not a moment/],
  ['a word that is left empty', waivers({ reason: '""' }), /line 4: waivers\[0\]\.reason: empty: say it in words/],
  ['no ticket', waivers({ ticket: undefined }), /waivers\[0\]\.ticket: is missing/],
  ['a signature by hand', waivers({ signature: 'abc' }), /let "gonogo waive" write it/],
  ['an unknown key', waivers({ until: 'tomorrow' }), /until: unknown key/],
  ['an empty file', '', /is empty/],
])('a waiver is refused for %s', (_, text, words) => {
  expect(() => read({ waivers: text })).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
  );
  expect(() => read({ waivers: text })).toThrow('waivers.yaml');
});

test.each<[string, string, RegExp]>([
  ['a safety check', quarantine({ check: 'environment/parity' }), /line 3: quarantine\[0\]\.check: .* safety check/],
  [
    'a required check',
    quarantine({ check: 'journeys/guest-checkout' }),
    /policy\.yaml requires journeys\/guest-checkout/,
  ],
  [
    'too far ahead',
    quarantine({ expires: '2026-12-20T12:00:01Z' }),
    /line 6: quarantine\[0\]\.expires: .* more than 30 days/,
  ],
  [
    'more than may be',
    quarantine({}, { check: 'journeys/x' }),
    /line 2: quarantine: 2 checks are in quarantine, .* allows 1/,
  ],
  ['the same check twice', quarantine({ expires: '2020-01-01T00:00:00Z' }, {}), /quarantine\[0\] is the same check/],
])('a quarantine is refused for %s', (_, text, words) => {
  expect(() => read({ quarantine: text })).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
  );
});
