import { copyFileSync, lstatSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { insideRun } from '../evidence/files.js';
import type { EvidenceWriter } from '../evidence/store.js';
import type { Attempt, EvidenceRecord, Measured, RawFile } from '../records/evidence.js';
import { SetupError } from '../records/setup-error.js';
import type { EarlierRun } from './earlier-run.js';

/**
 * Takes what is kept of an earlier run over into this one: its records, with the run and the moment that they are of,
 * and the files that they were read from, each of which must still be what it was.
 * @throws SetupError when one is not.
 */
export function carryOver(earlier: EarlierRun, runDir: string, evidence: EvidenceWriter): void {
  const copied = new Set<string>();
  const copy = (file: string): string => {
    const to = keptPath(file, earlier.plan.runId);
    if (!copied.has(to)) copyFile(file, insideRun(earlier.dir, file), insideRun(runDir, to));
    copied.add(to);
    return to;
  };
  const raw = (file: RawFile): RawFile => {
    const to = copy(file.path);
    const found = lstatOf(path.join(runDir, to)) === undefined ? undefined : evidence.keep(path.join(runDir, to));
    if (found?.sha256 !== file.sha256)
      throw new SetupError(`${path.join(earlier.dir, file.path)} changed while it was copied.`, 'evidence-removed');
    return found;
  };
  evidence.record(
    earlier.records.map((record): EvidenceRecord => {
      return { ...record, raw: record.raw.map(raw), measured: withAttachments(record.measured, copy) };
    }),
  );
}

/** Where a file of an earlier run lies in this one. What that run kept of still another one stays where it is. */
function keptPath(file: string, runId: string): string {
  return file.startsWith('evidence/kept/') ? file : `evidence/kept/${runId}/${file}`;
}

/** An attachment is for people: one that is gone takes nothing from what was measured. */
function copyFile(file: string, from: string | undefined, to: string | undefined): void {
  if (from === undefined || to === undefined || lstatOf(from)?.isFile() !== true) return;
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    copyFileSync(from, to);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${file} of the earlier run cannot be kept: ${why}.`, 'evidence-removed');
  }
}

function lstatOf(file: string) {
  return lstatSync(file, { throwIfNoEntry: false });
}

function withAttachments(measured: Measured, copy: (file: string) => string): Measured {
  if (measured.kind !== 'test') return measured;
  const moved = (attempt: Attempt): Attempt => ({
    ...attempt,
    attachments: attempt.attachments.map((one) => (one.path === undefined ? one : { ...one, path: copy(one.path) })),
  });
  return { ...measured, attempts: measured.attempts.map(moved) };
}
