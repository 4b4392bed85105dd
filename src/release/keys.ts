import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { UsageError } from '../records/usage-error.js';

/** An Ed25519 private key and the id of its public half. */
export interface SigningKey {
  id: string;
  key: KeyObject;
}

/** The id of a public key: sha256 of its SPKI DER, in hex. */
export function keyIdOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/**
 * Makes a new key: the private half into `file` (PKCS8 PEM, for its owner only), the public half into `file.pub`
 * (SPKI PEM). @throws UsageError when either is there already: a key that was overwritten can sign nothing any more.
 */
export function newKey(file: string): { keyId: string; publicKey: string } {
  if (existsSync(`${file}.pub`))
    throw new UsageError(`The key cannot be written: ${file}.pub is there already. Name a file that is not there yet.`);
  const pair = generateKeyPairSync('ed25519');
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  write(file, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  write(`${file}.pub`, publicPem, 0o644);
  return { keyId: keyIdOf(pair.publicKey), publicKey: publicPem };
}

function write(file: string, text: string, mode: number): void {
  try {
    writeFileSync(file, text, { mode, flag: 'wx' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The key cannot be written: ${why}. Name a file that is not there yet.`);
  }
}

/** @throws UsageError when the file is no Ed25519 private key. */
export function readSigningKey(file: string): SigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch {
    throw new UsageError(`${file} is not a private key that can be read. "gonogo keys new" makes one.`);
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new UsageError(`${file} is a key of type ${key.asymmetricKeyType}: gonogo signs with Ed25519 only.`);
  return { id: keyIdOf(createPublicKey(key)), key };
}

/** The public key of a PEM; undefined: it holds none, or none of Ed25519. */
export function publicKeyIn(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
