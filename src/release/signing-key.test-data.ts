import { generateKeyPairSync } from 'node:crypto';
import { keyIdOf, type SigningKey } from './keys.js';

/** With its entry of trust.json. */
export interface TestKey extends SigningKey {
  entry: { keyId: string; publicKey: string };
}

export function newTestKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const id = keyIdOf(publicKey);
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { id, key: privateKey, entry: { keyId: id, publicKey: pem } };
}
