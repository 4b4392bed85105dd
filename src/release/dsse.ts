import { sign, verify } from 'node:crypto';
import { canonicalJson } from '../evidence/canonical-json.js';
import { envelope as envelopeSchema } from '../records/attestation.js';
import type { SigningKey } from './keys.js';
import { refuse, type Refusal } from './refusal.js';
import { strictly } from './strict-json.js';
import type { TrustedKey } from './trust.js';

const payloadType = 'application/vnd.in-toto+json';
const mostBytes = 16 * 1024 * 1024;
const signatureBytes = 64;

/** DSSE's pre-authentication encoding: what is signed is the type as well, and neither can be read as the other. */
export function preAuthEncoding(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/** Signs a statement: the text of a DSSE v1 envelope. Ed25519 throws no dice: the same gives the same bytes. */
export function signed(statement: unknown, { id, key }: SigningKey): string {
  const payload = Buffer.from(canonicalJson(statement));
  const sig = sign(null, preAuthEncoding(payloadType, payload), key).toString('base64');
  return `${canonicalJson({ payload: payload.toString('base64'), payloadType, signatures: [{ keyid: id, sig }] })}\n`;
}

/** What an envelope holds, once it is proven who signed it. */
export interface Opened<Key> {
  payload: Buffer;
  signer: Key;
}

/**
 * Opens an envelope. Nothing of its payload is read before its signature is proven, and the one algorithm is that of
 * the key which the reader trusts: the envelope has no say in it.
 */
export function open<Key extends TrustedKey>(
  bytes: Buffer,
  keyOf: (keyId: string) => Key | Refusal,
): Opened<Key> | Refusal {
  if (bytes.length > mostBytes) return refuse('malformed', `it has ${bytes.length} bytes, ${mostBytes} are allowed`);
  const parsed = strictly(bytes, envelopeSchema);
  if (!parsed.success) return refuse('malformed', parsed.flaw);
  const { signatures } = parsed.data;
  if (parsed.data.payloadType !== payloadType)
    return refuse('wrong-payload-type', JSON.stringify(parsed.data.payloadType));
  const [signature, ...others] = signatures;
  if (signature === undefined) return refuse('empty-signatures', 'it could be from anybody');
  if (others.length > 0) return refuse('malformed', `it has ${signatures.length} signatures, gonogo makes one`);
  const payload = base64(parsed.data.payload);
  const sig = base64(signature.sig);
  if (payload === undefined || sig === undefined) return refuse('malformed', 'its base64 is not standard and padded');

  const signer = keyOf(signature.keyid);
  if ('code' in signer) return signer;
  if (sig.length !== signatureBytes)
    return refuse('wrong-algorithm', `it has ${sig.length} bytes instead of ${signatureBytes}`);
  if (!verify(null, preAuthEncoding(payloadType, payload), signer.key, sig))
    return refuse('bad-signature', `key ${signer.id} did not sign this`);
  return { payload, signer };
}

function base64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
