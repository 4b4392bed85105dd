import type { JudgedCheck, Verdict } from '../../records/verdict.js';
import type { Standing } from '../../records/waiver.js';

/** One entry of `waivers.yaml` or `quarantine.yaml`, as reports tell it. */
export interface Exception {
  check: string;
  /** `waiver SHOP-42`, `quarantine SHOP-7`. */
  name: string;
  standing: Standing;
  owner: string;
  expires: string;
  message: string;
}

/** Every exception that the run was given, in force or not: what counts first. */
export function exceptionsOf({ waivers, quarantine }: Pick<Verdict, 'waivers' | 'quarantine'>): Exception[] {
  const all = [
    ...waivers.map(({ ticket, ...one }) => ({ ...one, name: `waiver ${ticket}` })),
    ...quarantine.map(({ issue, ...one }) => ({ ...one, name: `quarantine ${issue}` })),
  ];
  return all.toSorted((a, b) => Number(b.standing === 'live') - Number(a.standing === 'live'));
}

/**
 * Why a check that fell short is not held against the release: `waived by SHOP-42`. Undefined where nothing excuses it.
 * Other tools must not read red where the verdict is GO, nor see nothing.
 */
export function excuseOf(check: Pick<JudgedCheck, 'outcome' | 'waiver' | 'quarantine'>): string | undefined {
  if (check.outcome === 'passed') return undefined;
  if (check.waiver !== undefined) return `waived by ${check.waiver}`;
  return check.quarantine === undefined ? undefined : `in quarantine by ${check.quarantine}`;
}

/** What decides nothing, and why: `waived by SHOP-42`, `advisory`. Undefined for what decides. */
export function remarkOn(check: Pick<JudgedCheck, 'outcome' | 'tier' | 'waiver' | 'quarantine'>): string | undefined {
  return excuseOf(check) ?? (check.tier === 'advisory' ? 'advisory' : undefined);
}
