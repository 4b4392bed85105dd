import { open } from 'node:fs/promises';
import { SetupError } from '../../records/setup-error.js';
import { fetchTrouble } from '../fetch-trouble.js';

/** Where a service of staging says what went wrong. */
export type LogSource = {
  /** What reports call it: `shop`. */
  name: string;
  /** A log that holds nothing but errors may hold nothing. Without this, silence is no proof: it may be another file. */
  mayBeSilent?: boolean;
} & (
  | { file: string }
  /** A shell command that prints the log: `docker logs shop`, `kubectl logs deploy/shop --since-time=…`. */
  | { command: string }
  /** An address that answers with the log, by one GET. */
  | { url: string; authorization?: string }
  /** What the OpenTelemetry collector's file exporter writes: logs, traces or both. */
  | { otlp: string }
);

/** Runs a command to its end and gives what it printed. @throws Error that says how it ended otherwise. */
export type RunCommand = (command: string, limits: { limitMs: number; mostBytes: number }) => Promise<string>;

export interface LogLimits {
  limitMs: number;
  /** Of a longer file the end is read. */
  mostBytes: number;
}

export interface LogText {
  text: string;
  /** False: the beginning was left out. */
  isWhole: boolean;
}

/**
 * The text of a log.
 * @throws SetupError when it cannot be read: not there, not allowed, too slow, a login page.
 */
export async function logText(source: LogSource, limits: LogLimits, run: RunCommand): Promise<LogText> {
  if ('file' in source) return endOf(source.file, source.name, limits);
  if ('otlp' in source) return endOf(source.otlp, source.name, limits);
  const text = 'command' in source ? await printed(source, limits, run) : await answered(source, limits);
  return { text, isWhole: true };
}

async function endOf(file: string, name: string, { mostBytes }: LogLimits): Promise<LogText> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const start = Math.max(0, size - mostBytes);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
      const text = buffer.toString('utf8', 0, bytesRead);
      // Of a line that was cut through, the rest is none.
      return { text: start === 0 ? text : text.slice(text.indexOf('\n') + 1), isWhole: start === 0 };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unread(name, `${file} ${code === 'ENOENT' ? 'is not there' : `cannot be read (${code})`}`);
  }
}

async function printed(
  { name, command }: LogSource & { command: string },
  limits: LogLimits,
  run: RunCommand,
): Promise<string> {
  try {
    return await run(command, limits);
  } catch (error) {
    throw unread(name, `"${command}" ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function answered(
  { name, url, authorization }: LogSource & { url: string; authorization?: string },
  { limitMs, mostBytes }: LogLimits,
): Promise<string> {
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname}`;
  try {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    if (answer.status !== 200) throw unread(name, `${place} answers with status ${answer.status}`);
    if (Number(answer.headers.get('content-length')) > mostBytes)
      throw unread(name, `${place} has over ${mostBytes} bytes`);
    const text = await answer.text();
    if (/^\s*<(?:!doctype|html)/i.test(text)) throw unread(name, `${place} answers with a page, perhaps of a login`);
    // A list of records is read as lines of them.
    return text.trimStart().startsWith('[') ? listed(text, name, place) : text;
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw unread(name, `${place} gave no answer (${fetchTrouble(error)})`);
  }
}

function listed(text: string, name: string, place: string): string {
  try {
    return (JSON.parse(text) as unknown[]).map((one) => JSON.stringify(one)).join('\n');
  } catch {
    throw unread(name, `${place} answers with half a list`);
  }
}

function unread(name: string, why: string): SetupError {
  return new SetupError(`The log of ${name} could not be read: ${why}.`, 'no-evidence', 'environment');
}
