import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../evidence/digest.js';
import { insideRun } from '../evidence/files.js';
import type { Plan } from '../records/plan.js';
import type { Verdict } from '../records/verdict.js';

/** Where a run keeps what is signed of it, relative to its folder. */
export const bundleFiles = {
  attestation: 'attestation.dsse.json',
  statement: 'attestation.statement.json',
  stage: (id: string) => `attestations/${id}.dsse.json`,
  approvals: 'approvals',
} as const;

/** A verdict, and the plan that it is about. */
export interface Judgement {
  verdict: Verdict;
  plan: Plan;
}

/** A run's folder as production reads it. */
export interface Bundle {
  /** Undefined: it is not there, or not a plain file. */
  read(file: string): Buffer | undefined;
  /** Everything below a folder, whatever it is; none where there is no such folder. */
  below(folder: string): string[];
  /** What the run's evidence says at a moment. @throws UsageError when it holds no run. */
  judgedAgain(now: string): Judgement;
}

export function bundleIn(dir: string, judge: (dir: string, now: string) => Judgement): Bundle {
  return {
    read(file) {
      const absolute = insideRun(dir, file);
      try {
        // A link could lead to something else a moment later.
        return absolute !== undefined && lstatSync(absolute).isFile() ? readFileSync(absolute) : undefined;
      } catch {
        return undefined;
      }
    },
    below: (folder) => below(dir, folder),
    judgedAgain: (now) => judge(dir, now),
  };
}

function below(dir: string, folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(path.join(dir, folder), { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted();
}

/** The files that count, and what they hold: what the verdict is made of, and the verdict itself. */
export function filesThatCount(bundle: Bundle): Record<string, string> {
  const made = ['verdict.json', 'plan.json', 'policy.json', 'waivers.json', 'quarantine.json'];
  const files = [...made, ...bundle.below('evidence')];
  return Object.fromEntries(
    files.toSorted().flatMap((file) => {
      const bytes = bundle.read(file);
      return bytes === undefined ? [] : [[file, sha256(bytes)]];
    }),
  );
}
