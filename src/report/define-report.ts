import type { ReportInput } from './input.js';

/** One file of a run: its path inside the run folder, and its text before redaction. */
export type ReportFile = { readonly file: string; readonly text: string };

/** A report of one file (`file`), or of several in a folder of its own (`folder`; their paths are inside it). */
export type Report =
  | { readonly file: string; render(input: ReportInput): string }
  | { readonly folder: string; render(input: ReportInput): ReportFile[] };

/**
 * Declares a report format: the default export of `src/report/<name>.report.ts`. `render` is pure; the engine
 * redacts the texts and writes them.
 */
export function defineReport(report: Report): Report {
  return report;
}
