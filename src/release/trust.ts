import type { KeyObject } from 'node:crypto';
import { plainName } from '../records/plain-name.js';
import { trustFile, type KeyEntry, type Person, type TrustFile } from '../records/trust.js';
import { UsageError } from '../records/usage-error.js';
import { keyIdOf, publicKeyIn } from './keys.js';
import { refuse, type Refusal } from './refusal.js';
import { strictly } from './strict-json.js';

/** A key that the trust file names. */
export interface TrustedKey {
  id: string;
  key: KeyObject;
  notBefore: string | undefined;
  notAfter: string | undefined;
}

/** A trust file whose every key was looked at. */
export interface Trust {
  rules: TrustFile;
  signers: ReadonlyMap<string, TrustedKey>;
  approvers: ReadonlyMap<string, TrustedKey & { person: Person }>;
}

/** @throws UsageError naming `file`: production's own trust file is at fault, not the candidate. */
export function readTrust(bytes: Buffer, file: string): Trust {
  const parsed = strictly(bytes, trustFile);
  if (!parsed.success) throw new UsageError(`${file} is not a trust file: ${parsed.flaw}`);
  const rules = parsed.data;
  const keys = new Set<string>();

  function trusted(entry: KeyEntry): TrustedKey {
    const { keyId, publicKey, notBefore, notAfter } = entry;
    const key = publicKeyIn(publicKey);
    if (key === undefined) throw new UsageError(`${file}: the key ${keyId} is not an Ed25519 public key in SPKI PEM.`);
    if (keyIdOf(key) !== keyId)
      throw new UsageError(`${file}: the key ${keyId} is in truth ${keyIdOf(key)}. One of the two is wrong.`);
    // A key in two hands could sign and approve, or approve twice.
    if (keys.has(keyId)) throw new UsageError(`${file} names the key ${keyId} twice. A key belongs to one signer.`);
    keys.add(keyId);
    return { id: keyId, key, notBefore, notAfter };
  }

  const signers = new Map(rules.signers.map((entry) => [entry.keyId, trusted(entry)]));
  const approvers = new Map(
    rules.people.flatMap((person) => person.keys.map((entry) => [entry.keyId, { ...trusted(entry), person }] as const)),
  );
  const names = rules.people.flatMap(({ name, aliases }) => [name, ...aliases].map(plainName));
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw new UsageError(`${file} knows ${double} twice: two people cannot share a name.`);
  return { rules, signers, approvers };
}

/** The key of this id at this moment, if it is among those and good. */
export function keyAmong<Key extends TrustedKey>(
  keys: ReadonlyMap<string, Key>,
  { rules }: Trust,
  keyId: string,
  now: string,
): Key | Refusal {
  // Revoked first: a key that was taken out of the list as well is still known to be bad.
  const revoked = rules.revoked.find((one) => one.keyId === keyId);
  if (revoked !== undefined) return refuse('revoked-key', `${keyId}, ${revoked.reason}`);
  const key = keys.get(keyId);
  if (key === undefined) return refuse('unknown-key', JSON.stringify(keyId));
  const { notBefore, notAfter } = key;
  const at = Date.parse(now);
  if (notBefore !== undefined && at < Date.parse(notBefore))
    return refuse('expired-key', `${keyId} is good from ${notBefore}`);
  if (notAfter !== undefined && at >= Date.parse(notAfter))
    return refuse('expired-key', `${keyId} was good until ${notAfter}`);
  return key;
}
