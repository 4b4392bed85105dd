import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcome, reasonCode, type Outcome } from '../records/check.js';
import { reasonMeanings } from '../records/reason.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { isWaivable, type Quarantined, type Waiver } from '../records/waiver.js';
import { at, fellShort, identity, row } from '../verdict/decided.test-data.js';
import { judgedWith, quarantineOf, sha256, waiverOf } from './excepted.test-data.js';
import { failureOf } from './failure.js';

const ids = ['journeys/a', 'journeys/b', 'integrations/c', 'environment/d'] as const;

function reasonsFor(found: Outcome) {
  const codes = reasonCode.options.filter((code) => reasonMeanings[code].outcome === found);
  return found === 'flaky' ? [...codes, 'over-age' as const] : codes;
}

function rowFor(id: string) {
  return fc.constantFrom(...outcome.options).chain((found) =>
    found === 'passed'
      ? fc.constant(row(id))
      : fc
          .record({
            reasonCode: fc.constantFrom(...reasonsFor(found)),
            attribution: fc.constantFrom('product', 'third-party', 'environment'),
            tier: fc.constantFrom('blocking', 'advisory'),
            message: fc.constantFrom('no', 'none', 'nothing'),
          })
          .map((change) => fellShort(id, found, change)),
  );
}

const rows = fc.tuple(...ids.map(rowFor));
const moment = fc
  .integer({ min: -3, max: 120 })
  .map((days) => new Date(Date.parse(at) + days * 86_400_000 + 1).toISOString());
const someone = fc.constantFrom('anna', 'ben', 'Anna ');
const check = fc.constantFrom(...ids, identity, 'journeys/gone');

const waiver: fc.Arbitrary<Waiver> = fc
  .record({ check, expires: moment, owner: someone, approvedBy: someone }, { requiredKeys: ['check', 'expires'] })
  .chain((change) =>
    fc
      .record(
        { from: moment, signature: fc.constantFrom('0'.repeat(64), ...signaturesOf(change.check)) },
        { requiredKeys: [] },
      )
      .map((more) => waiverOf({ ...change, ...more })),
  );
const quarantined: fc.Arbitrary<Quarantined> = fc.record({ check, expires: moment }).map(quarantineOf);
const waivers = fc.array(waiver, { maxLength: 4 });
const quarantine = fc.array(quarantined, { maxLength: 6 });

function signaturesOf(id: string): string[] {
  return ['no', 'none'].map((message) => sha256(failureOf(fellShort(id, 'failed', { message }))));
}

/** As good as the words get, for "no worse than". */
const goodness: readonly Verdict['verdict'][] = ['NO-GO', 'INCONCLUSIVE', 'AWAITING-APPROVAL', 'GO'];

test('exceptions rewrite no outcome and no row but their own', () => {
  fc.assert(
    fc.property(rows, waivers, quarantine, (found, some, others) => {
      const { checks, counts, ...said } = judgedWith(found, { waivers: some, quarantine: others });
      const plain = judgedWith(found, {});
      expect(counts).toEqual(plain.counts);
      for (const [index, after] of checks.entries()) {
        const before = plain.checks[index] as JudgedCheck;
        const { waiver: ticket, quarantine: issue, ...rest } = after;
        expect({ ...rest, tier: before.tier }).toEqual(before);
        if (ticket !== undefined) {
          expect(isWaivable(after)).toBe(true);
          expect(said.waivers.some((one) => one.check === after.id && one.standing === 'live')).toBe(true);
        }
        if (issue === undefined) expect(after.tier).toBe(before.tier);
        if (after.id.startsWith('environment/')) expect([ticket, issue]).toEqual([undefined, undefined]);
      }
    }),
    { numRuns: 1000 },
  );
});

test('only the failure or flake of a waiver’s own check is let through', () => {
  fc.assert(
    fc.property(rows, waivers, (found, some) => {
      const { verdict, checks } = judgedWith(found, { waivers: some });
      // Whatever is waived might as well have passed; nothing else may have changed.
      const passing = found.map((one, index) =>
        checks[index + 1]?.waiver === undefined ? one : row(one.id, { tier: one.tier }),
      );
      expect(verdict).toBe(judgedWith(passing, {}).verdict);
    }),
    { numRuns: 1000 },
  );
});

test('a waiver that is not live changes nothing but the list of waivers', () => {
  fc.assert(
    fc.property(rows, waivers, waiver, (found, some, one) => {
      const expired = { ...one, expires: at };
      const { waivers: listed, ...said } = judgedWith(found, { waivers: [...some, expired] });
      const { waivers: before, ...without } = judgedWith(found, { waivers: some });
      expect(said).toEqual(without);
      expect(listed.slice(0, -1)).toEqual(before);
      expect(listed.at(-1)?.standing).not.toBe('live');
    }),
    { numRuns: 1000 },
  );
});

test('to take an exception away, or to judge later, makes nothing better', () => {
  fc.assert(
    fc.property(
      rows,
      waivers,
      fc.array(quarantined, { maxLength: 4 }),
      fc.nat(120),
      fc.nat(),
      (drawn, some, others, days, which) => {
        const found = [...drawn, row('speed/proven')];
        const now = judgedWith(found, { waivers: some, quarantine: others });
        const later = { now: new Date(Date.parse(at) + days * 86_400_000).toISOString() };
        const less = some.filter((_, index) => index !== which % Math.max(1, some.length));
        const fewer = others.filter((_, index) => index !== which % Math.max(1, others.length));
        for (const then of [
          judgedWith(found, { waivers: some, quarantine: others }, later),
          judgedWith(found, { waivers: less, quarantine: others }),
          judgedWith(found, { waivers: some, quarantine: fewer }),
        ]) {
          if (now.verdict !== 'GO') expect(then.verdict).not.toBe('GO');
          if (now.verdict === 'NO-GO') expect(goodness.indexOf(then.verdict)).toBe(0);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('of several exceptions of one check the first that is in force is named', () => {
  const failed = fellShort('journeys/a', 'failed');
  const tickets = [waiverOf({ ticket: 'over', expires: at }), waiverOf({ ticket: 'one' }), waiverOf({ ticket: 'two' })];
  const issues = [quarantineOf({ issue: 'Q-0', expires: at }), quarantineOf({ issue: 'Q-1' }), quarantineOf()];
  const { checks } = judgedWith([failed, row('journeys/b')], { waivers: tickets, quarantine: issues });
  expect(checks[1]).toEqual({ ...failed, waiver: 'one', quarantine: 'Q-1', tier: 'advisory' });
  expect(checks[2]).toEqual(row('journeys/b'));
});
