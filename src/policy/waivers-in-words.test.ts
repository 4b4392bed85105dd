import { expect, test } from 'vitest';
import type { JudgedCheck } from '../records/verdict.js';
import type { Waiver } from '../records/waiver.js';
import { at, fellShort, identity, row } from '../verdict/decided.test-data.js';
import { judgedWith, sha256, waived, waiverOf } from './excepted.test-data.js';
import { failureOf } from './failure.js';

const failed = fellShort(waived, 'failed', { failingStep: 'pays', message: '“pays”: no "Thank you"' });
const signature = sha256(failureOf(failed));
const day = (n: number): string => new Date(Date.parse(at) + n * 86_400_000).toISOString();
const until = '2026-12-15T12:00:00Z';

test.each<[what: string, change: Partial<Waiver>, found: JudgedCheck, message: string]>([
  ['live', {}, failed, `Accepted until ${until}, approved by ben: a known defect.`],
  ['live, in a whole sentence', { reason: 'Known!' }, failed, `Accepted until ${until}, approved by ben: Known!`],
  [
    'live, with a dot within',
    { reason: 'slow since 2.1' },
    failed,
    `Accepted until ${until}, approved by ben: slow since 2.1.`,
  ],
  ['live, with a bracket', { reason: 'no (yet)' }, failed, `Accepted until ${until}, approved by ben: no (yet)`],
  [
    'live, and soon over',
    { expires: day(7) },
    failed,
    `Accepted until ${day(7)}, approved by ben: a known defect. It expires in 7 days: anna must mend or renew it.`,
  ],
  ['not needed', {}, row(waived), 'The check passed without it: remove it if the mending is done.'],
  [
    'not needed, and soon over',
    { expires: day(1) },
    row(waived),
    'The check passed without it: remove it if the mending is done. It expires within a day: anna must mend or renew it now.',
  ],
  [
    'approved by its owner',
    { approvedBy: 'Anna' },
    failed,
    'anna asked for it and approved it: somebody else must approve.',
  ],
  [
    'of a safety check',
    { check: identity },
    failed,
    'environment/release-identity is a safety check: none is ever waived.',
  ],
  ['over', { expires: at }, failed, `It expired at ${at}: anna must mend what fails, or have it waived anew.`],
  [
    'not yet valid',
    { from: day(1) },
    failed,
    `It holds from ${day(1)} on, and the run was planned before that, at ${at}.`,
  ],
  [
    'too long',
    { expires: day(31) },
    failed,
    `It expires at ${day(31)}, and may last 30 days at most for a check that is blocking.`,
  ],
  [
    'of what was not measured',
    {},
    fellShort(waived, 'missing', { reasonCode: 'no-evidence' }),
    'The check is missing: only what failed or was flaky can be waived.',
  ],
  [
    'of an old flake',
    {},
    fellShort(waived, 'flaky', { reasonCode: 'over-age' }),
    'The check is flaky by evidence that is too old: only what failed or was flaky can be waived.',
  ],
  [
    'of another failure',
    { signature },
    { ...failed, message: 'no stock' },
    'The check is failed in another way than the one that was waived: mend it, or see "gonogo waive journeys/a".',
  ],
])('a waiver that is %s says so', (_, change, found, message) => {
  const [only] = judgedWith([found, row('journeys/b')], { waivers: [waiverOf(change)] }).waivers;
  expect(only?.message).toBe(message);
});
