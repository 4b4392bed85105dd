import { SetupError } from '../../records/setup-error.js';
import type { Finding } from '../finding.js';
import { groupsOf, type ErrorGroup, type KnownError } from './error-groups.js';
import { logEntry, type LogEntry } from './log-entry.js';
import { logText, type LogLimits, type LogSource, type RunCommand } from './log-source.js';
import { otlpEntries } from './otlp.js';
import type { RunWindow } from './run-window.js';

export interface ServerErrorsAsked {
  sources: readonly LogSource[];
  /** From `runWindow`. */
  window: RunWindow;
  /** Errors that are expected, each with its reason. */
  known?: readonly KnownError[];
  /** How far staging's clocks may be off, in milliseconds. */
  clockSkewMs?: number;
  /** Milliseconds and bytes for each source. */
  limits?: Partial<LogLimits>;
}

export interface ServerErrors {
  /** One for each signature that nobody has declared. */
  findings: Finding[];
  /** Every signature, known or not, the most frequent first. */
  groups: ErrorGroup[];
  /** Entries of the window, and how many of them are errors. */
  entries: number;
  errors: number;
  /** Declared errors that did not occur. */
  unused: KnownError[];
}

const usualLimits: LogLimits = { limitMs: 30_000, mostBytes: 64 * 1024 * 1024 };
const usualSkewMs = 1_000;

/**
 * Counts what went wrong on the servers while the run asked them for something: error entries and answers of 5xx,
 * grouped by what they have in common, with the checks whose requests they belong to.
 * @throws SetupError when, where nothing was found, a log cannot be read, is cut off within the window, gives no times,
 *   or is silent.
 */
export async function serverErrors(asked: ServerErrorsAsked, run: RunCommand): Promise<ServerErrors> {
  const limits = { ...usualLimits, ...asked.limits };
  const read: { source: string; entries: LogEntry[] }[] = [];
  const troubles: SetupError[] = [];
  for (const source of asked.sources) {
    try {
      const entries = await entriesWithin(source, asked, limits, run);
      if (entries.length === 0 && source.mayBeSilent !== true) throw silent(source, asked.window);
      read.push({ source: source.name, entries });
    } catch (error) {
      // What one log says is a finding, whatever another could not tell.
      if (!(error instanceof SetupError)) throw error;
      troubles.push(error);
    }
  }
  if (asked.sources.length === 0)
    throw new SetupError('Server errors need a log: name one in sources.', 'configuration', 'harness');
  const { known = [], window } = asked;
  const groups = groupsOf(read, known, window.checksAt);
  const findings = groups.filter(({ isKnown }) => !isKnown).map(findingOf);
  const [trouble] = troubles;
  if (trouble !== undefined && findings.length === 0) throw trouble;
  return {
    findings,
    groups,
    entries: read.reduce((sum, { entries }) => sum + entries.length, 0),
    errors: groups.reduce((sum, { count }) => sum + count, 0),
    unused: known.filter(({ signature }) => !groups.some(({ declared }) => declared === signature)),
  };
}

async function entriesWithin(
  source: LogSource,
  { window, clockSkewMs = usualSkewMs }: ServerErrorsAsked,
  limits: LogLimits,
  run: RunCommand,
): Promise<LogEntry[]> {
  const [from, to] = [Date.parse(window.from) - clockSkewMs, Date.parse(window.to) + clockSkewMs];
  const { text, isWhole } = await logText(source, limits, run);
  const within: LogEntry[] = [];
  const seen = { first: undefined as number | undefined, last: undefined as number | undefined, untimed: 0 };
  for (const line of linesOf(text)) {
    for (const entry of entriesIn(line, source)) {
      // What a runtime prints in between has no time of its own: it came after the line before it.
      const at = entry.at ?? seen.last;
      if (at === undefined) seen.untimed += 1;
      else if (at >= from && at <= to) within.push({ ...entry, at });
      seen.first ??= at;
      seen.last = at;
    }
  }
  if (!isWhole && (seen.first === undefined || seen.first > from))
    throw cannotTell(
      source,
      `its last ${limits.mostBytes} bytes begin after the run did`,
      'Raise limits.mostBytes, or log less.',
    );
  if (seen.first === undefined && seen.untimed > 0)
    throw cannotTell(source, 'no line says when it was written', 'Let it write a time in each line, as ISO 8601.');
  return within;
}

/** One after the other: a log of 64 MB has a million of them. */
function* linesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end);
    yield line.endsWith('\r') ? line.slice(0, -1) : line;
    at = end === -1 ? text.length : end + 1;
  }
}

function entriesIn(line: string, source: LogSource): readonly LogEntry[] {
  if (!('otlp' in source)) {
    const entry = logEntry(line);
    return entry === undefined ? [] : [entry];
  }
  const entries = line.trim() === '' ? [] : otlpEntries(line);
  if (entries !== undefined) return entries;
  throw cannotTell(
    source,
    'a line of it is no OTLP message',
    'Name the file of the collector’s file exporter, in JSON.',
  );
}

function findingOf({ signature, count, firstAt, sources, checks }: ErrorGroup): Finding {
  const during = checks.length === 0 ? '' : `, during ${checks.join(', ')}`;
  return {
    what: `The log of ${sources.join(', ')} has an error that nobody knows, "${signature}"`,
    expected: 'no error but those that are declared as known',
    actual: `${count === 1 ? 'logged once' : `logged ${count} times`}, first at ${firstAt}${during}`,
    advice: 'Mend its cause, or declare it as known, with a reason and an owner.',
  };
}

function silent(source: LogSource, { from, to }: RunWindow): SetupError {
  return new SetupError(
    `The log of ${source.name} says nothing between ${from} and ${to}: that is no proof that nothing went wrong. Is it the right one, and its clock right? One that only errors go to has mayBeSilent.`,
    'zero-samples',
    'environment',
  );
}

function cannotTell({ name }: LogSource, why: string, advice: string): SetupError {
  return new SetupError(
    `The log of ${name} cannot tell what went wrong: ${why}. ${advice}`,
    'unparsable',
    'environment',
  );
}
