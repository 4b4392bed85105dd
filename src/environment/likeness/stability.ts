import type { Bin, ColumnProfile } from '../../records/likeness.js';

/** How far two columns are apart, and where most of it comes from. */
export interface Shift {
  /** The population stability index, 0 for two that are alike. */
  index: number;
  /** What it would be on average by chance alone, with so many values on either side. */
  byChance: number;
  /** The bin that adds most to it; null: that of absent values. */
  most: { value: Bin['value'] | null; production: number; staging: number };
}

/**
 * The population stability index of two columns over the same bins, one of them that of absent values:
 * Σ (s − p) · ln(s / p). Siddiqi, Credit Risk Scorecards (2006), ch. 10. No bin is empty, since half a value is added to
 * each, as to the cells of a table of counts (Agresti, Categorical Data Analysis, 3rd ed., §16.5). By chance alone it is
 * (1/n + 1/m) times a χ² with one degree of freedom less than bins: Yurdakul & Naranjo, Journal of Risk Model Validation
 * 14 (4), 2020.
 * @param staging over the bins of `production`, in their order.
 */
export function shiftOf(production: ColumnProfile, staging: ColumnProfile): Shift {
  const [there, here] = [cellsOf(production), cellsOf(staging)];
  const shift: Shift = {
    index: 0,
    byChance: (there.length - 1) * (1 / Math.max(1, production.values) + 1 / Math.max(1, staging.values)),
    most: { value: null, production: production.absent, staging: staging.absent },
  };
  let largest = 0;
  for (const [at, cell] of there.entries()) {
    const other = here[at];
    if (other === undefined) continue;
    const [p, s] = [
      smoothed(cell.share, production.values, there.length),
      smoothed(other.share, staging.values, there.length),
    ];
    const part = (s - p) * Math.log(s / p);
    shift.index += part;
    if (part <= largest) continue;
    largest = part;
    shift.most = { value: cell.value, production: cell.share, staging: other.share };
  }
  return shift;
}

interface Cell {
  value: Bin['value'] | null;
  share: number;
}

/** Shares of all values, those that are absent among them. */
function cellsOf({ bins, absent }: ColumnProfile): Cell[] {
  return [{ value: null, share: absent }, ...bins.map(({ value, share }) => ({ value, share: share * (1 - absent) }))];
}

function smoothed(share: number, values: number, cells: number): number {
  return (share * values + 0.5) / (values + cells / 2);
}
