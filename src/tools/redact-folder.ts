import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Redact } from './secret-forms.js';

/** What a sweep over a folder did; paths are relative to it, with forward slashes. */
export interface Sweep {
  /** Text files that held a secret and were rewritten. */
  rewritten: string[];
  /** Files that are no text and held a secret as plain bytes: rewriting them would break them. */
  held: string[];
  /** Archives (traces): compressed, so that nobody looked inside. */
  possiblySensitive: string[];
  /** Files that could not be read or rewritten, with the reason. */
  failed: { path: string; message: string }[];
}

const archives = new Set(['.zip', '.gz', '.br', '.zst', '.webm']);
/** A JavaScript string cannot hold much more than this; no report is near it. */
const largestBytes = 256 * 1024 * 1024;

/**
 * Rewrites every text file under `dir` that holds a secret. Each file is replaced atomically; links are not followed.
 * Whoever vouches for a file's bytes (evidence digests) must do so after this.
 */
export function redactFolder(dir: string, redact: Redact): Sweep {
  const sweep: Sweep = { rewritten: [], held: [], possiblySensitive: [], failed: [] };
  for (const path of filesUnder(dir, '')) {
    try {
      redactFile(join(dir, path), path, redact, sweep);
    } catch (error) {
      sweep.failed.push({ path, message: error instanceof Error ? error.message : String(error) });
    }
  }
  return sweep;
}

function redactFile(file: string, path: string, redact: Redact, sweep: Sweep): void {
  if (archives.has(extname(path).toLowerCase())) {
    sweep.possiblySensitive.push(path);
    return;
  }
  const { size, mode } = statSync(file);
  if (size > largestBytes) throw new Error(`${size} bytes are too many to be looked through`);
  const bytes = readFileSync(file);
  // A text is what survives being read as UTF-8; latin1 keeps a binary's bytes one by one.
  const text = bytes.toString('utf8');
  const isText = !bytes.includes(0) && Buffer.from(text, 'utf8').equals(bytes);
  const content = isText ? text : bytes.toString('latin1');
  const redacted = redact(content);
  if (redacted === content) return;
  if (!isText) {
    sweep.held.push(path);
    return;
  }
  const unfinished = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  writeFileSync(unfinished, redacted, { mode });
  renameSync(unfinished, file);
  sweep.rewritten.push(path);
}

function* filesUnder(dir: string, prefix: string): Generator<string> {
  for (const name of readdirSync(join(dir, prefix)).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const found = lstatSync(join(dir, path));
    if (found.isDirectory()) yield* filesUnder(dir, path);
    else if (found.isFile()) yield path;
  }
}
