import type { Verdict } from '../records/verdict.js';
import { oneLine } from './text/visible.js';

/** GitHub shows ten a step and drops the rest. */
const shown = 10;

/** GitHub Actions workflow commands, a line for a cause; empty for a GO. For the terminal when `GITHUB_ACTIONS` is set. */
export function annotations(verdict: Verdict): string[] {
  if (verdict.verdict === 'GO') return [];
  const all = verdict.reasons.map(({ check, message, also }) => ({
    title: `${verdict.verdict}: ${verdict.checks.find(({ id }) => id === check)?.title ?? 'the run as a whole'}`,
    message: also.length === 0 ? message : `${message} (and ${also.length} more of the same cause)`,
  }));
  if (all.length === 0) all.push({ title: verdict.verdict, message: verdict.headline });
  const over = all.length - shown;
  const kept =
    over > 0
      ? [...all.slice(0, shown - 1), { title: verdict.verdict, message: `${over + 1} more causes: see report.html` }]
      : all;
  return kept.map(
    ({ title, message }) => `::error title=${property(oneLine(title, 200))}::${data(oneLine(message, 1000))}`,
  );
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
