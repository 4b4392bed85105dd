// The figures of `evidence-output.mjs` and `evidence-limits.mjs`.
import { median } from './figures.mjs';

/** @typedef {'none' | 'evidence' | 'json' | 'csv'} Output */
/** @typedef {{ cpuS: number, bytes: number, growthBytes: number | undefined, p95Ms?: number }} Measured */

export const outputs = /** @type {const} */ (['none', 'evidence', 'json', 'csv']);

/** From the second fifth of a run, when all is allocated that is needed, to its last: by the smallest of each, what is live. @param {number[]} bytes */
export function growth(bytes) {
  const fifth = Math.floor(bytes.length / 5);
  return fifth === 0 ? undefined : Math.min(...bytes.slice(-fifth)) - Math.min(...bytes.slice(fifth, 2 * fifth));
}

/**
 * By how much the live heap grew over the last share of a run, by what Go's collector says with GODEBUG=gctrace=1: the last
 * of three sizes is what it left (`gc 7 @2.1s 1%: … 12->13->6 MB, …`), in whole megabytes. A twentieth of the run at each
 * end, by the smallest in it.
 *
 * @param {string} trace @param {number} share
 */
export function liveGrowth(trace, share) {
  const found = [...trace.matchAll(/^gc \d+ @([\d.]+)s .*->(\d+) MB,/gm)];
  const left = found.map(([, at, megabytes]) => ({ at: Number(at), bytes: Number(megabytes) * 1e6 }));
  const whole = left.at(-1)?.at ?? 0;
  const least = (/** @type {number} */ from) =>
    Math.min(...left.flatMap(({ at, bytes }) => (at >= from && at <= from + whole / 20 ? [bytes] : [])));
  const grown = least(0.95 * whole) - least((1 - share) * whole);
  if (!Number.isFinite(grown)) throw new Error(`Go's collector said too little to tell: ${left.length} collections`);
  return grown;
}

/**
 * Prints the medians of all rounds, and which budgets they keep.
 *
 * @param {Record<Output, Measured>[]} rounds @returns {boolean} all are kept
 */
export function reportOutputs(rounds) {
  const added = (/** @type {Output} */ output) => rounds.map((round) => round[output].cpuS / round.none.cpuS - 1);
  const bytes = (/** @type {Output} */ output) => median(rounds.map((round) => round[output].bytes));
  console.log('\noutput     added CPU: median (smallest to largest)   bytes         growth of memory');
  for (const output of outputs) {
    const growths = rounds.flatMap((round) => round[output].growthBytes ?? []);
    const grown =
      growths.length === 0
        ? 'not measured'
        : `${(median(growths) / 1e6).toFixed(1)} MB ${output === 'evidence' ? 'live heap' : 'resident'}`;
    const cpu = added(output);
    const shares = `${percent(median(cpu))} (${percent(Math.min(...cpu))} to ${percent(Math.max(...cpu))})`;
    console.log(`${output.padEnd(10)} ${shares.padEnd(41)} ${String(bytes(output)).padEnd(13)} ${grown}`);
  }
  console.log(
    `\nslowest step's p95 with evidence: ${median(rounds.flatMap((round) => round.evidence.p95Ms ?? [])).toFixed(2)} ms`,
  );
  const [own, json, csv] = [median(added('evidence')), median(added('json')), median(added('csv'))];
  const budgets = {
    'added CPU ≤ 2 %': own <= 0.02,
    'added CPU ≤ a tenth of JSON’s': own <= json / 10,
    'added CPU less than CSV’s': own < csv,
    'bytes ≤ 1/1000 of JSON’s': bytes('evidence') <= bytes('json') / 1000,
    'bytes ≤ 1/300 of CSV’s': bytes('evidence') <= bytes('csv') / 300,
  };
  for (const [budget, isKept] of Object.entries(budgets)) console.log(`${isKept ? 'kept  ' : 'BROKEN'} ${budget}`);
  return Object.values(budgets).every(Boolean);
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
