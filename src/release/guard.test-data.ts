import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import { policy as policySchema } from '../records/policy.js';
import { judgeRun } from '../run-folder/judge.js';
import { bundleFiles, bundleIn } from './bundle.js';
import { signed } from './dsse.js';
import { guard, type Matter } from './guard.js';
import type { SigningKey } from './keys.js';
import type { RefusalCode } from './refusal.js';
import type { Seats } from './seats.js';
import {
  approveIn,
  artifact,
  commit,
  finishedRun,
  now,
  place,
  policy,
  signInto,
  type RunDraft,
} from './signed-run.test-data.js';
import { newTestKey } from './signing-key.test-data.js';
import { readTrust } from './trust.js';

export const keys = {
  signer: newTestKey(),
  stranger: newTestKey(),
  anna: newTestKey(),
  annaAtHome: newTestKey(),
  ben: newTestKey(),
  cleo: newTestKey(),
};

/** Asks for everything that can be asked for; the rows of the table change one thing each. */
export const rules = {
  version: 1,
  signers: [keys.signer.entry],
  people: [
    { name: 'Anna', aliases: ['anna@example.org'], roles: ['manager'], keys: [keys.anna.entry, keys.annaAtHome.entry] },
    { name: 'Ben', roles: ['manager', 'security'], keys: [keys.ben.entry] },
    { name: 'Cleo', roles: ['guest'], keys: [keys.cleo.entry] },
  ],
  policies: [digestOf(policy)],
  environment: { name: 'staging', url: 'https://staging.example/' },
  approvals: [{ role: 'manager', count: 2 }],
  ledger: { required: true },
};

/** A bundle that would be released, and what the guard is asked of it: a row spoils either. */
export interface Scene {
  dir: string;
  ledgerFile: string;
  rules: Record<string, unknown>;
  asked: Matter['asked'];
  now: string;
  ledger: 'given' | 'not-there' | undefined;
}

let scenes = 0;

/** Signed, recorded and approved by Anna and Ben. */
export function scene(draft: RunDraft = {}, before: RunDraft[] = []): Scene {
  scenes += 1;
  const ledgerFile = path.join(place, `ledger-${scenes}.jsonl`);
  for (const [index, one] of before.entries())
    signInto(finishedRun(`run-${scenes}-before-${index}`, one), keys.signer, ledgerFile);
  const dir = finishedRun(`run-${scenes}`, draft);
  signInto(dir, keys.signer, ledgerFile);
  approveIn(dir, keys.anna);
  approveIn(dir, keys.ben);
  return { dir, ledgerFile, rules: { ...rules }, asked: { artifact, commit, author: 'Dora' }, now, ledger: 'given' };
}

/** The same under a policy that asks for approvals: its verdict is AWAITING-APPROVAL. */
export function awaiting(
  policyAsks: Seats,
  trustAsks: Seats,
  change: (scene: Scene) => unknown,
  draft: RunDraft = {},
): Scene {
  const asking = policySchema.parse({ version: 1, approvals: policyAsks });
  const one = scene({ ...draft, policy: asking });
  one.rules = { ...one.rules, policies: [digestOf(asking)], approvals: trustAsks };
  change(one);
  return one;
}

const good = scene();

/** A copy of the good bundle. */
export function copy(): Scene {
  scenes += 1;
  const dir = path.join(place, `copy-${scenes}`);
  cpSync(good.dir, dir, { recursive: true });
  const ledgerFile = path.join(place, `ledger-${scenes}.jsonl`);
  cpSync(good.ledgerFile, ledgerFile);
  return { ...good, rules: { ...rules }, asked: { ...good.asked }, dir, ledgerFile };
}

export function asked(of: Scene): ReturnType<typeof guard> {
  return guard({
    asked: of.asked,
    bundle: bundleIn(of.dir, judgeRun),
    trust: readTrust(Buffer.from(JSON.stringify(of.rules)), 'trust.json'),
    ledger: of.ledger === 'given' ? readFileSync(of.ledgerFile) : of.ledger,
    now: of.now,
  });
}

/** The code of the refusal, or `released`. */
export function answer(of: Scene): string {
  const admission = asked(of);
  return 'code' in admission ? admission.code : 'released';
}

interface Envelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

export function edit(of: Scene, file: string, change: (text: string) => string): void {
  writeFileSync(path.join(of.dir, file), change(readFileSync(path.join(of.dir, file), 'utf8')));
}

export function editEnvelope(of: Scene, change: (envelope: Envelope) => unknown): void {
  edit(of, bundleFiles.attestation, (text) => JSON.stringify(change(JSON.parse(text) as Envelope)));
}

interface Stated {
  predicate: Record<string, unknown>;
}

/** A signer that signs what it is told to. */
export function forge(of: Scene, change: (statement: Stated) => unknown, key: SigningKey = keys.signer): void {
  const statement = JSON.parse(readFileSync(path.join(of.dir, bundleFiles.statement), 'utf8')) as Stated;
  writeFileSync(path.join(of.dir, bundleFiles.attestation), signed(change(statement), key));
}

export function noApprovals(of: Scene): void {
  rmSync(path.join(of.dir, bundleFiles.approvals), { recursive: true });
}

/** What is tried, the one reason that the guard gives, and the scene. */
export type Attack = [title: string, code: RefusalCode, build: () => Scene];

/** A row that spoils a copy of the good bundle. */
export function spoilt(change: (scene: Scene) => unknown): () => Scene {
  return () => {
    const one = copy();
    change(one);
    return one;
  };
}

export function from(one: Scene, file: string): string {
  return path.join(one.dir, file);
}

/** The signed folder of another, earlier GO of the very same. */
export function otherRun(runId: string): string {
  const dir = finishedRun(runId, { at: '2026-11-20T11:00:00.000Z' });
  signInto(dir, keys.signer);
  return dir;
}
