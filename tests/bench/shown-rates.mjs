// Rates as text, and what is promised of them.

/**
 * @typedef {import('./gate-trials.mjs').Tally} Tally
 * @typedef {{ claim: string, where: string, rate: number, atMost?: number, atLeast?: number }} Promised
 * @typedef {{ title: string, text: string, promises: Promised[] }} Table
 */

/** @param {Tally} tally */
export const go = (tally) => tally.go / tally.trials;
/** @param {Tally} tally */
export const noGo = (tally) => tally.noGo / tally.trials;

/** In per cent, with 1.96 standard errors of the simulation. @param {number} rate @param {number} trials */
export function shown(rate, trials) {
  const error = 196 * Math.sqrt((rate * (1 - rate)) / trials);
  return rate === 0 || rate === 1 ? `${100 * rate}` : `${(100 * rate).toFixed(1)} ±${error.toFixed(1)}`;
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function tableOf(head, rows) {
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** Of each claim the case that is worst off, and whether it is kept even there. @param {readonly Promised[]} promises */
export function worstOf(promises) {
  const claims = new Set(promises.map(({ claim }) => claim));
  return [...claims].flatMap((claim) => {
    const cases = promises.filter((promise) => promise.claim === claim);
    const [worst] = cases.toSorted((one, other) => slack(one) - slack(other));
    return worst === undefined ? [] : [{ ...worst, cases: cases.length, isKept: slack(worst) >= 0 }];
  });
}

/** @param {Promised} promise */
function slack({ rate, atMost, atLeast = NaN }) {
  return atMost === undefined ? rate - atLeast : atMost - rate;
}
