import type { JudgedCheck } from '../../records/verdict.js';

/** The Playwright trace among a check's evidence, if it left one. */
export function traceOf(check: JudgedCheck): string | undefined {
  return check.evidence.find((path) => /(^|\/)trace[^/]*\.zip$/.test(path));
}

/** The command that opens a trace, as typed in the project's folder. */
export function showTrace(runFolder: string, trace: string): string {
  return `npx playwright show-trace ${quoted(`${runFolder}/${trace}`)}`;
}

/** A relative link to a file of the run: every part is encoded, so a path can't become another scheme or leave. */
export function href(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
