import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { evidenceRecord, type EvidenceRecord, type RawFile } from '../records/evidence.js';
import type { Problem } from '../records/problem.js';
import { observation as observationSchema, type Observation, type RunFacts, type Seal } from '../records/seal.js';
import { canonicalJson } from './canonical-json.js';
import { digestOf, sha256 } from './digest.js';
import { evidenceFiles, insideRun } from './files.js';
import type { Kept } from './settle.js';

export interface EvidenceWriter {
  /** The digest of a file of this run as it is now: call it when the tool has ended. */
  keep(file: string): RawFile;
  /** Appends records and waits until the disk has them. @throws for a second record of a check. */
  record(records: readonly EvidenceRecord[]): void;
  /** Appends what was seen at once, and waits until the disk has it. */
  observe(...seen: readonly Observation[]): void;
  /** Something that keeps the run from a GO; it is in the seal. */
  note(problem: Problem): void;
  /** Closes the books. `plan` is `digestOf(plan)`. Nothing can be written afterwards. */
  seal(plan: string, facts: RunFacts): Seal;
}

/**
 * Opens a run's evidence: append-only while the run lasts, sealed at its end. The only writer there is.
 * @param kept the checks whose record is that of an earlier run; no other run's record is taken.
 * @throws when the run already has evidence: a second writer is a defect.
 */
export function openEvidence(
  runDir: string,
  runId: string,
  redact: (text: string) => string = String,
  kept: Kept = {},
): EvidenceWriter {
  mkdirSync(path.join(runDir, 'evidence'), { recursive: true });
  const checksFile = openSync(path.join(runDir, evidenceFiles.checks), 'ax');
  const observationsFile = openSync(path.join(runDir, evidenceFiles.observations), 'ax');
  const checks: Record<string, string> = {};
  const observations: string[] = [];
  const problems: Problem[] = [];

  function clean(value: unknown): unknown {
    return JSON.parse(redact(canonicalJson(value)));
  }

  return {
    keep(file) {
      const absolute = insideRun(runDir, file);
      if (absolute === undefined)
        throw new Error(`${file} lies outside the run's folder ${runDir}: evidence must stay with its run`);
      const bytes = readFileSync(absolute);
      return {
        path: path.relative(runDir, absolute).split(path.sep).join('/'),
        sha256: sha256(bytes),
        bytes: bytes.length,
      };
    },
    record(records) {
      const lines = records.map((given) => {
        const record = evidenceRecord.parse(clean(given));
        const earlier = kept[record.check];
        if (record.runId !== (earlier === undefined ? runId : earlier))
          throw new Error(`a record of run ${record.runId} was handed to run ${runId}`);
        if (Object.hasOwn(checks, record.check)) throw new Error(`${record.check} was recorded twice`);
        const { line, digest } = lineOf(record);
        checks[record.check] = digest;
        return line;
      });
      append(checksFile, lines);
    },
    observe(...seen) {
      const lines = seen.map((given) => {
        const { line, digest } = lineOf(observationSchema.parse(clean(given)));
        observations.push(digest);
        return line;
      });
      append(observationsFile, lines);
    },
    note(problem) {
      problems.push(problem);
    },
    seal(plan, facts) {
      closeSync(checksFile);
      closeSync(observationsFile);
      const content: Seal = {
        schemaVersion: 1,
        runId,
        plan,
        checks,
        observations: digestOf(observations.toSorted()),
        problems: problems.map((problem) => ({ ...problem, message: redact(problem.message) })),
        facts,
      };
      const file = path.join(runDir, evidenceFiles.seal);
      const draft = openSync(`${file}.tmp`, 'wx');
      append(draft, [lineOf(content).line]);
      closeSync(draft);
      renameSync(`${file}.tmp`, file);
      return content;
    },
  };
}

/** Canonical JSON too: its two keys are in order, and the record is spelled once for its digest and its line. */
function lineOf(record: EvidenceRecord | Observation | Seal): { line: string; digest: string } {
  const spelled = canonicalJson(record);
  const digest = sha256(spelled);
  return { line: `{"record":${spelled},"sha256":"${digest}"}`, digest };
}

function append(file: number, lines: readonly string[]): void {
  if (lines.length === 0) return;
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  fsyncSync(file);
}
