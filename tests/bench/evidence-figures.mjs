// The figures of `evidence-output.mjs`.

/** @typedef {'none' | 'evidence' | 'json' | 'csv'} Output */
/** @typedef {{ cpuS: number, bytes: number, growthBytes: number | undefined, p95Ms?: number }} Measured */

export const outputs = /** @type {const} */ (['none', 'evidence', 'json', 'csv']);

/** From the second fifth of a run, when all is allocated that is needed, to its last: by the smallest of each, what is live. @param {number[]} bytes */
export function growth(bytes) {
  const fifth = Math.floor(bytes.length / 5);
  return fifth === 0 ? undefined : Math.min(...bytes.slice(-fifth)) - Math.min(...bytes.slice(fifth, 2 * fifth));
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

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN)) / 2
  );
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}
