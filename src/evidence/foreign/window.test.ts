import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ForeignReport, Moment } from './report.js';
import { refuseOtherTime, type CommandTimes } from './window.js';

const startedAt = '2026-11-21T10:00:00.000Z';
const times: CommandTimes = { startedAt, processMs: 30_000, utcOffsetMinutes: 60 };

function foundAbout(told: Partial<ForeignReport>, change: Partial<CommandTimes> = {}): string {
  try {
    refuseOtherTime({ tests: [], moments: [], ...told }, { ...times, ...change });
  } catch (error) {
    return `${(error as { reasonCode: string }).reasonCode}: ${(error as Error).message}`;
  }
  return 'fresh';
}
const at = (text: string): Moment => ({ atMs: Date.parse(`${text}Z`), zoned: true });
const onTheWall = (text: string): Moment => ({ atMs: Date.parse(`${text}Z`), zoned: false });

describe('the time of a report', () => {
  test.each([
    ['its command’s', at('2026-11-21T10:00:10'), 'fresh'],
    ['as early as clocks may differ', at('2026-11-21T09:59:00'), 'fresh'],
    ['earlier', at('2026-11-21T09:58:59.999'), 'wrong-run'],
    ['as late as clocks may differ', at('2026-11-21T10:01:30'), 'fresh'],
    ['later', at('2026-11-21T10:01:30.001'), 'over-age'],
    ['half a day ago, without a zone', onTheWall('2026-11-20T22:00:00'), 'wrong-run'],
    ['in half a day, without a zone', onTheWall('2026-11-21T22:00:00'), 'over-age'],
    ['UTC’s, without a zone', onTheWall('2026-11-21T10:00:10'), 'fresh'],
    ['this machine’s, without a zone', onTheWall('2026-11-21T11:00:10'), 'fresh'],
    ['between UTC’s and this machine’s, without a zone', onTheWall('2026-11-21T10:30:00'), 'wrong-run'],
    ['another zone’s', onTheWall('2026-11-21T12:00:10'), 'over-age'],
    ['beyond all calendars', { atMs: 1e300, zoned: true }, 'over-age'],
    ['none', { atMs: Number.NaN, zoned: true }, 'wrong-run'],
  ])('that is %s: %o', (_, moment, found) => {
    expect(foundAbout({ moments: [moment] }).split(':')[0]).toBe(found);
  });

  test('is no other for one moment among many', () => {
    const moments = [at('2026-11-21T10:00:10'), at('2026-11-20T10:00:10'), at('2026-11-21T10:00:11')];
    expect(foundAbout({ moments })).toBe(
      `wrong-run: It is that of an earlier run: it tells of 2026-11-20T10:00:10.000Z, and its command began at ${startedAt}.`,
    );
  });

  test('is also that of its file, whatever it tells or does not tell', () => {
    expect(foundAbout({}, { writtenMs: Date.parse('2026-11-21T10:00:29Z') })).toBe('fresh');
    expect(foundAbout({}, { writtenMs: Date.parse('2026-11-21T09:00:00Z') })).toContain('it was last written at');
    expect(foundAbout({}, { writtenMs: Date.parse('2026-11-21T12:00:00Z') })).toContain(
      'over-age: It is from the future',
    );
  });

  test('is not that of a run which lasted longer than its command lived', () => {
    expect(foundAbout({ lastedMs: 31_000 })).toBe('fresh');
    expect(foundAbout({ lastedMs: 31_001 })).toBe(
      'wrong-run: It is that of another run: it lasted 31001 ms, and its command lived 30000 ms.',
    );
  });

  test('is fresh only if some reading of every moment lies within the command’s, give or take a minute', () => {
    const moment = fc.record({ atMs: fc.integer({ min: -90_000_000, max: 90_000_000 }), zoned: fc.boolean() });
    const offset = fc.integer({ min: -12 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(fc.array(moment), offset, (away, utcOffsetMinutes) => {
        const moments = away.map(({ atMs, zoned }) => ({ atMs: Date.parse(startedAt) + atMs, zoned }));
        const isIn = (ms: number): boolean => ms >= -60_000 && ms <= 90_000;
        const isFresh = away.every(
          ({ atMs, zoned }) => isIn(atMs) || (!zoned && isIn(atMs - utcOffsetMinutes * 60_000)),
        );
        expect(foundAbout({ moments }, { utcOffsetMinutes }) === 'fresh').toBe(isFresh);
      }),
      { numRuns: 1000 },
    );
  });
});
