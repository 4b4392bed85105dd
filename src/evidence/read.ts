import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { EvidenceRecord } from '../records/evidence.js';
import type { Problem } from '../records/problem.js';
import type { HealthObservation, IdentityObservation } from '../records/release.js';
import { observation as observationSchema, seal as sealSchema, type RunFacts, type Seal } from '../records/seal.js';
import { evidenceRecord } from '../records/evidence.js';
import { digestOf } from './digest.js';
import { evidenceFiles } from './files.js';
import { readLines } from './lines.js';
import { missingRaw } from './raw-files.js';
import { settleRecords, type Kept } from './settle.js';

/** What a run left, as far as it can be believed, and everything about it that can't. */
export interface Evidence {
  records: ReadonlyMap<string, EvidenceRecord>;
  problems: readonly Problem[];
  identity: readonly IdentityObservation[];
  health: readonly HealthObservation[];
  /** Undefined: the run was never sealed. */
  facts: RunFacts | undefined;
  /** One digest of all of it; the order of lines does not matter. */
  root: string;
}

/** What the evidence must belong to; `plan` is `digestOf(plan)`. */
export interface Expected {
  runId: string;
  plan: string;
  /** Checks whose record is that of an earlier run, and of which. */
  kept?: Kept | undefined;
}

/** Reads a run's evidence back from disk. Never throws for what the files hold: each flaw is a problem. */
export function readEvidence(runDir: string, expected: Expected): Evidence {
  const problems: Problem[] = [];
  const ofRun = (reasonCode: Problem['reasonCode'], message: string): void =>
    void problems.push({ check: 'run', reasonCode, message });

  const seal = readSeal(runDir, expected, ofRun);
  const lines = readLines(textOf(runDir, evidenceFiles.checks, ofRun), evidenceFiles.checks, evidenceRecord);
  const settled = settleRecords(lines, expected, seal);
  problems.push(...settled.problems);

  const records = new Map<string, EvidenceRecord>();
  const missing = missingRaw(runDir);
  for (const [check, { record }] of settled.records) {
    const gone = record.raw.map(missing).find((message) => message !== undefined);
    if (gone === undefined) records.set(check, record);
    else problems.push({ check, reasonCode: 'evidence-removed', message: gone });
  }

  const seen = readLines(
    textOf(runDir, evidenceFiles.observations, ofRun),
    evidenceFiles.observations,
    observationSchema,
  );
  for (const line of seen) if (line.kind === 'flawed') ofRun(line.reasonCode, line.message);
  const whole = seen.flatMap((line) => (line.kind === 'whole' ? [line] : []));
  const observations = digestOf(whole.map((line) => line.sha256).toSorted());
  const observed = seal === undefined || seal.observations === observations;
  if (!observed) ofRun('evidence-removed', `${evidenceFiles.observations} is not what was sealed`);

  if (seal !== undefined) problems.push(...seal.problems);
  return {
    records,
    problems,
    identity: whole.flatMap(({ record }) => (record.kind === 'identity' ? [record.identity] : [])),
    // An outage excuses failures: one that was not sealed excuses none.
    health: observed ? whole.flatMap(({ record }) => (record.kind === 'health' ? [record.health] : [])) : [],
    facts: seal?.facts,
    root: digestOf({
      runId: expected.runId,
      plan: expected.plan,
      checks: Object.fromEntries([...settled.records].map(([check, { sha256 }]) => [check, sha256])),
      observations,
      problems: seal?.problems,
      facts: seal?.facts,
    }),
  };
}

type Note = (reasonCode: Problem['reasonCode'], message: string) => void;

function readSeal(runDir: string, expected: Expected, note: Note): Seal | undefined {
  const text = fileText(runDir, evidenceFiles.seal);
  if (text === undefined) {
    note(
      'evidence-removed',
      'The evidence is not sealed: the run did not come to its end, or evidence/seal.json was removed.',
    );
    return undefined;
  }
  const [line, ...others] = readLines(text, evidenceFiles.seal, sealSchema);
  if (line === undefined || line.kind === 'flawed' || others.length > 0) {
    note(
      'evidence-removed',
      `The seal cannot be believed: ${line?.kind === 'flawed' ? line.message : 'it is not one line'}.`,
    );
    return undefined;
  }
  if (line.record.runId !== expected.runId) {
    note('evidence-removed', `The run's own seal is gone: evidence/seal.json is that of run ${line.record.runId}.`);
    return undefined;
  }
  if (line.record.plan !== expected.plan)
    note('evidence-removed', 'plan.json is not the plan that the evidence was sealed with.');
  return line.record;
}

function textOf(runDir: string, file: string, note: Note): string {
  const text = fileText(runDir, file);
  if (text !== undefined) return text;
  // On record as a problem; what is left to read is nothing.
  note('evidence-removed', `${file} is gone or cannot be read.`);
  return '';
}

function fileText(runDir: string, file: string): string | undefined {
  try {
    return readFileSync(path.join(runDir, file), 'utf8');
  } catch {
    return undefined;
  }
}
