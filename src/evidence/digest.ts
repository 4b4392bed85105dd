import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** sha256 in lower-case hex. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The digest of a value, whatever the order of its keys: sha256 of its canonical JSON. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}
