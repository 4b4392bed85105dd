import { closeSync, openSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Redact } from '../redact.js';

/** A log of what a child prints; whole lines, redacted, bounded. */
export interface Output {
  stdout: (chunk: Buffer) => void;
  stderr: (chunk: Buffer) => void;
  /** Writes what has no line end yet, and closes the file. */
  end: () => void;
}

const logLimitBytes = 64 * 1024 * 1024;
/** A line without an end is written in pieces of this size … */
const longestLine = 1024 * 1024;
/** … less this much, which the beginning of a secret may be in. */
const overlap = 64 * 1024;

/**
 * Opens the log. Written synchronously: what was printed before the supervisor itself is killed must be on disk.
 *
 * @param onLines gets stdout's lines as they are, *not* redacted: the engine reads its staging record from them
 */
export function openOutput(
  path: string,
  redact: () => Redact,
  onLines: (lines: string[]) => void,
  limitBytes = logLimitBytes,
): Output {
  const file = openSync(path, 'a');
  let written = 0;
  let isOpen = true;
  const write = (text: string) => {
    if (!isOpen || written > limitBytes || text === '') return false;
    written += writeSync(file, redact()(text));
    if (written > limitBytes) writeSync(file, `\n[gonogo: cut here, the output is longer than ${limitBytes} bytes]\n`);
    return true;
  };
  const stdout = lineReader((text) => {
    if (write(text)) onLines(text.replace(/\n$/, '').split('\n'));
  });
  const stderr = lineReader((text) => void write(text));
  const endOnce = () => {
    if (!isOpen) return;
    stdout.end();
    stderr.end();
    isOpen = false;
    closeSync(file);
  };
  return { stdout: stdout.feed, stderr: stderr.feed, end: endOnce };
}

/** Hands on whole lines, as many at once as there are: one pattern match and one write for a chunk. */
function lineReader(onText: (text: string) => void) {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const feed = (chunk: Buffer) => {
    rest += decoder.write(chunk);
    const end = rest.lastIndexOf('\n') + 1;
    if (end > 0) {
      onText(rest.slice(0, end));
      rest = rest.slice(end);
    }
    if (rest.length > longestLine) {
      onText(rest.slice(0, -overlap));
      rest = rest.slice(-overlap);
    }
  };
  return { feed, end: () => (rest === '' ? undefined : onText(`${rest}${decoder.end()}\n`)) };
}
