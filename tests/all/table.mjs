/**
 * What is printed at the end: a row a step, in the order of the steps, and the sums.
 *
 * @param {string[]} order ids of the steps
 * @param {Pick<import('./run-step.mjs').Result, 'id' | 'passed' | 'failed' | 'skipped' | 'durationMs'>[]} results
 */
export function table(order, results) {
  const rows = order.flatMap((id) => results.filter((result) => result.id === id));
  const lines = rows.map(({ id, passed, failed, skipped, durationMs }) => {
    const seconds = `${(durationMs / 1000).toFixed(1)} s`;
    return `${id.padEnd(10)} ${column(passed, 'passed')} ${column(failed, 'failed')} ${column(skipped, 'skipped')} ${seconds.padStart(9)}`;
  });
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  return { text: lines.join('\n'), passed, failed };
}

/** @param {number} count @param {string} word */
function column(count, word) {
  return `${String(count).padStart(5)} ${word}`;
}
