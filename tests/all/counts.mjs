import { existsSync, readFileSync } from 'node:fs';

/**
 * How many tests a command ran, read from what it left and never from its exit code alone: runners exit 0 after
 * having run nothing, and non-zero after every test passed.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ exitCode: number | null, output: string, reportFile?: string }} Ended
 */

/** A command that is one test by itself: a compiler, a linter. @param {Ended} ended @returns {Counts} */
export function asOne({ exitCode }) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Vitest's JSON report. A file that could not be loaded has no tests in it and counts as one failure. @param {Ended} ended @returns {Counts} */
export function vitestCounts({ exitCode, reportFile }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const report =
    reportFile !== undefined && existsSync(reportFile) ? parsed(readFileSync(reportFile, 'utf8')) : undefined;
  if (!Array.isArray(report?.testResults)) return { ...counts, failed: 1 };
  for (const file of report.testResults) {
    const statuses = file.assertionResults.map((/** @type {{ status: string }} */ result) => result.status);
    for (const status of statuses)
      counts[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped'] += 1;
    if (file.status === 'failed' && !statuses.includes('failed')) counts.failed += 1;
  }
  return honest(counts, exitCode);
}

/** The lines of `go test -json`. A test with subtests is counted as its subtests. @param {Ended} ended @returns {Counts} */
export function goCounts({ exitCode, output }) {
  const verdicts = new Map();
  for (const line of output.split('\n')) {
    const event = line.startsWith('{') ? parsed(line) : undefined;
    if (event?.Test && ['pass', 'fail', 'skip'].includes(event.Action))
      verdicts.set(`${event.Package} ${event.Test}`, event.Action);
  }
  const names = [...verdicts.keys()];
  const leaves = names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)));
  const count = (/** @type {string} */ action) => leaves.filter((name) => verdicts.get(name) === action).length;
  return honest({ passed: count('pass'), failed: count('fail'), skipped: count('skip') }, exitCode);
}

/** An exit code that disagrees with the counts is a failure of its own. @param {Counts} counts @param {number | null} exitCode */
function honest(counts, exitCode) {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
