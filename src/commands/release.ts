import { readFileSync } from 'node:fs';
import { UsageError } from '../records/usage-error.js';
import { bundleIn } from '../release/bundle.js';
import { guard } from '../release/guard.js';
import { judgeRun } from '../run-folder/judge.js';
import { exitCodes } from '../verdict/exit-codes.js';
import { trustIn } from './trust-file.js';

export interface ReleaseOptions {
  /** `sha256:…`. */
  artifact: string;
  /** The whole commit. */
  commit: string;
  /** The run's folder. */
  bundle: string;
  trust: string;
  ledger?: string;
  author?: string;
}

/** `gonogo release`: the guard in production's pipeline. Offline; 0 for a fresh GO of exactly this, else 4 and why. */
export async function release(options: ReleaseOptions): Promise<number> {
  const artifact = /^sha256:([0-9a-f]{64})$/.exec(options.artifact)?.[1];
  if (artifact === undefined) throw new UsageError(`--artifact ${options.artifact}: say sha256: and 64 hex digits.`);
  const commit = options.commit.toLowerCase();
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    throw new UsageError(`--commit ${options.commit}: say the whole commit, as "git rev-parse HEAD" prints it.`);
  const admission = guard({
    asked: { artifact, commit, author: options.author },
    bundle: bundleIn(options.bundle, judgeRun),
    trust: trustIn(options.trust),
    ledger: options.ledger === undefined ? undefined : (bytesOf(options.ledger) ?? 'not-there'),
    now: new Date().toISOString(),
  });
  if ('code' in admission) {
    process.stdout.write(`REFUSED (${admission.code}): ${admission.message}\n`);
    return exitCodes.refused;
  }
  process.stdout.write(`RELEASE: ${admission.said}\n`);
  return exitCodes.go;
}

function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
