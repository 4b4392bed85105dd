import { renameSync, writeFileSync } from 'node:fs';
import type { LoadEvidence } from '../records/load-evidence.js';

/** Replaces the file in one step: a reader, or a kill, never meets half of it. */
export function replaceEvidence(file: string, evidence: LoadEvidence): void {
  writeFileSync(`${file}.tmp`, `${JSON.stringify(evidence)}\n`);
  renameSync(`${file}.tmp`, file);
}
