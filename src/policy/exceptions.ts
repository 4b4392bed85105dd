import type { JudgedCheck, Verdict } from '../records/verdict.js';
import type { Exceptions, Standing } from '../records/waiver.js';
import { isCrowded, weighQuarantine } from './quarantine.js';
import type { Scales } from './scales.js';
import { weighWaiver } from './waivers.js';

/** The rows with their exceptions, and what each exception is worth. */
export interface Excepted extends Pick<Verdict, 'waivers' | 'quarantine'> {
  rows: JudgedCheck[];
}

/**
 * Weighs what the project's files except. Nothing of an outcome is rewritten: a row that is waived says by which
 * ticket, and one in quarantine advises. Everything but the end of an exception is measured from the moment of the plan,
 * so that judging later never helps.
 */
export function except(rows: readonly JudgedCheck[], given: Exceptions, scales: Scales): Excepted {
  const rowOf = (check: string): JudgedCheck | undefined => rows.find(({ id }) => id === check);
  const waivers = given.waivers.map((one) => ({ ...one, ...weighWaiver(one, rowOf(one.check), scales) }));
  const crowded = isCrowded(given.quarantine, scales);
  const quarantine = given.quarantine.map((one) => ({
    ...one,
    ...weighQuarantine(one, rowOf(one.check), scales, crowded),
  }));
  const live = firstByCheck(waivers.filter(({ standing }) => standing === 'live'));
  const inForce = firstByCheck(quarantine.filter(({ standing }) => isInForce(standing)));
  return {
    waivers,
    quarantine,
    // As in most runs: ten thousand rows need not be looked up for nothing.
    rows:
      live.size + inForce.size === 0
        ? [...rows]
        : rows.map((row): JudgedCheck => {
            const waiver = live.get(row.id);
            const quarantined = inForce.get(row.id);
            if (waiver === undefined && quarantined === undefined) return row;
            return {
              ...row,
              ...(waiver === undefined ? {} : { waiver: waiver.ticket }),
              ...(quarantined === undefined ? {} : { quarantine: quarantined.issue, tier: 'advisory' }),
            };
          }),
  };
}

function firstByCheck<T extends { check: string }>(exceptions: readonly T[]): ReadonlyMap<string, T> {
  return new Map(exceptions.toReversed().map((one) => [one.check, one]));
}

function isInForce(standing: Standing): boolean {
  return standing === 'live' || standing === 'not-needed';
}
