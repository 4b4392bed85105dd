import { momentIn, momentOf } from './moment.js';

/** What one line of a log says. */
export interface LogEntry {
  /** Milliseconds since 1970; undefined: the line does not say. */
  at: number | undefined;
  isError: boolean;
  message: string;
  /** Trace ids of W3C trace contexts in the line. */
  traces: string[];
  /** The test whose request it was, as gonogo's user agent names it: `journeys/guest-checkout.spec.ts:3`. */
  test?: string;
}

const levelNames = ['level', 'severity', 'severity_text', 'severityText', 'lvl', 'levelname', 'log.level', 'loglevel'];
const timeNames = ['time', 'timestamp', '@timestamp', 'ts', 'datetime', 'date', 't'];
const messageNames = ['msg', 'message', 'error.message', 'err.message', 'exception.message', 'error', 'err', 'event'];
const statusNames = [
  'status',
  'statusCode',
  'status_code',
  'http.status_code',
  'http.response.status_code',
  'res.statusCode',
  'response.status',
];
const methodNames = ['method', 'http.method', 'http.request.method', 'req.method', 'request.method'];
const pathNames = ['path', 'url', 'uri', 'http.target', 'url.path', 'req.url', 'request.url'];
const traceNames = ['trace_id', 'traceId', 'trace.id', 'traceID'];
const errorLevel = /^(?:error|err|fatal|critical|crit|severe|alert|emerg|emergency|panic)$/i;
/** pino's and bunyan's error. */
const errorNumber = 50;

/** The first of these says how bad a line of text is. */
const levelWord =
  /\b(ERROR|ERR|FATAL|CRITICAL|CRIT|SEVERE|PANIC|EMERG|ALERT|WARN|WARNING|NOTICE|INFO|DEBUG|TRACE)\b|\[(error|crit|alert|emerg|warn|notice|info|debug)\]|\blevel=(\w+)/;
/** What runtimes print of an error that nobody put into a log. */
const thrown = /\b(?:[A-Z]\w*)?(?:Error|Exception): |^Traceback \(most recent|^panic: /;
const accessLine = /"([A-Z]+) (\S+)[^"]*" ([1-5]\d\d) /;
const traceparent = /\b[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}\b/g;
const testMark = /\btest\/([\w./-]+\.spec\.ts:\d+)/;

/** Reads one line, JSON or text. Undefined: it belongs to the line before it, as a stack trace's lines do. */
export function logEntry(line: string): LogEntry | undefined {
  if (line.trim() === '' || /^\s/.test(line) || /^(?:Caused by:|\.\.\. \d+ more|}|\])/.test(line)) return undefined;
  const fields = line.startsWith('{') ? objectIn(line) : undefined;
  return fields === undefined ? ofText(line) : entryOfFields(fields, line);
}

/**
 * What a record of a structured log says.
 * @param text the whole record as text: whatever field the user agent or the trace context stands in.
 */
export function entryOfFields(fields: Readonly<Record<string, unknown>>, text: string): LogEntry {
  const level = valueOf(fields, levelNames);
  const status = Number(valueOf(fields, statusNames));
  const said = valueOf(fields, messageNames);
  const message =
    typeof said === 'object' && said !== null ? valueOf(said as Record<string, unknown>, ['message', 'type']) : said;
  const isFailure = status >= 500 && status <= 599;
  const request = [methodNames, pathNames]
    .map((names) => valueOf(fields, names, (value) => typeof value === 'string'))
    .join(' ')
    .trim();
  const answered = `${request === '' ? 'a request' : request} answered ${status}`;
  const isSaid = typeof message === 'string' && message !== '';
  const words = isSaid ? message : isFailure ? answered : '(no message)';
  const traces = [...tracesIn(text), ...traceNames.flatMap((name) => traceId(valueOf(fields, [name])))];
  return {
    at: momentOf(valueOf(fields, timeNames)),
    isError: isFailure || (level === undefined ? soundsBad(words) : isErrorLevel(level)),
    message: isSaid && isFailure && request !== '' ? `${request}: ${words}` : words,
    traces: [...new Set(traces)],
    ...testIn(text),
  };
}

function ofText(line: string): LogEntry {
  const [, method, path, status] = accessLine.exec(line) ?? [];
  const isFailure = status?.startsWith('5') === true;
  return {
    at: momentIn(line.slice(0, 200)),
    isError: status === undefined ? soundsBad(line) : isFailure,
    message: isFailure ? `${method} ${path} answered ${status}` : line,
    traces: tracesIn(line),
    ...testIn(line),
  };
}

function soundsBad(text: string): boolean {
  const [, ...words] = levelWord.exec(text) ?? [];
  // Of the groups, one has matched; the others are undefined, whatever their type says.
  const level = words.find((word: string | undefined) => word !== undefined);
  return level === undefined ? thrown.test(text) : isErrorLevel(level);
}

function isErrorLevel(level: unknown): boolean {
  return typeof level === 'number' ? level >= errorNumber : errorLevel.test(String(level));
}

function tracesIn(text: string): string[] {
  return [...text.matchAll(traceparent)].flatMap(([, id]) => traceId(id));
}

function traceId(value: unknown): string[] {
  return typeof value === 'string' && /^(?!0{32})[0-9a-f]{32}$/i.test(value) ? [value.toLowerCase()] : [];
}

function testIn(text: string): { test?: string } {
  const [, test] = testMark.exec(text) ?? [];
  return test === undefined ? {} : { test };
}

/** The first of these fields that is there and fits; `http.status_code` may be one name or a path. */
function valueOf(
  fields: Readonly<Record<string, unknown>>,
  names: readonly string[],
  fits: (value: unknown) => boolean = (value) => value !== undefined && value !== null,
): unknown {
  for (const name of names) {
    const values = [
      fields[name],
      name.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), fields),
    ];
    const value = values.find(fits);
    if (value !== undefined) return value;
  }
  return undefined;
}

function objectIn(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
