import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EvidenceWriter } from '../evidence/store.js';
import type { RawFile } from '../records/evidence.js';
import type { Gathered } from '../stages/gathered.js';
import type { House } from './house.js';
import type { Run } from './run.js';

/** What a tool left, as this run keeps it; `flaw`: why nobody can read it. Without either there is no such file. */
interface TakenIn {
  text?: string;
  raw: RawFile[];
  flaw?: string;
}

export const nothing: TakenIn = { raw: [] };

/**
 * Reads a tool's file, takes secrets out of it before its digest is taken, and keeps it. What a tool leaves is no defect
 * of gonogo's: whatever is wrong with it is told, and costs no other check of the run what was found.
 */
export function takeIn(
  file: string,
  redact: (text: string) => string,
  evidence: Pick<EvidenceWriter, 'keep'>,
): TakenIn {
  try {
    const written = textOf(file);
    if (typeof written !== 'string') return { raw: [], ...written };
    const text = redact(written);
    if (text !== written) replace(file, text);
    return { text, raw: [evidence.keep(file)] };
  } catch (error) {
    if (!isOfTheSystem(error)) throw error;
    return error.code === 'ENOENT' ? nothing : { raw: [], flaw: error.message };
  }
}

/** All that a tool left: its file, and the parts that it was made of. `flaw`, a sentence: what cannot be read, and why. */
export function takeInAll(
  { rawFile, parts = [] }: Pick<Gathered, 'rawFile' | 'parts'>,
  { evidence }: Pick<House, 'evidence'>,
  { dir, redact }: Pick<Run, 'dir' | 'redact'>,
): TakenIn {
  const take = (file: string): TakenIn => {
    const { flaw, ...taken } = takeIn(path.join(dir, file), redact, evidence);
    return flaw === undefined ? taken : { ...taken, flaw: `${file} cannot be read: ${flaw}.` };
  };
  const whole = take(rawFile);
  const all = [whole, ...parts.map(take)];
  const flaw = all.find((one) => one.flaw !== undefined)?.flaw;
  return { ...whole, raw: all.flatMap(({ raw }) => raw), ...(flaw === undefined ? {} : { flaw }) };
}

/** Who opens a pipe waits for somebody to write into it, unless it is opened without waiting. */
function textOf(file: string): string | { flaw: string } {
  const opened = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  try {
    return fstatSync(opened).isFile() ? readFileSync(opened, 'utf8') : { flaw: 'it is no plain file' };
  } finally {
    closeSync(opened);
  }
}

/** A tool may have made its file one that cannot be written to. */
function replace(file: string, text: string): void {
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  writeFileSync(draft, text, { flag: 'wx' });
  renameSync(draft, file);
}

function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
