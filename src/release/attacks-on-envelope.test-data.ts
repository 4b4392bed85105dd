import { createHmac } from 'node:crypto';
import { renameSync, unlinkSync } from 'node:fs';
import { bundleFiles } from './bundle.js';
import { preAuthEncoding } from './dsse.js';
import { edit, editEnvelope, forge, from, keys, spoilt, type Attack } from './guard.test-data.js';

export const attacksOnEnvelope: Attack[] = [
  ['unsigned', 'unsigned', spoilt((one) => unlinkSync(from(one, bundleFiles.attestation)))],
  [
    'the unsigned statement in its place',
    'malformed',
    spoilt((one) => renameSync(from(one, bundleFiles.statement), from(one, bundleFiles.attestation))),
  ],
  ['the wrong key', 'unknown-key', spoilt((one) => forge(one, (same) => same, keys.stranger))],
  ['an approver’s key', 'unknown-key', spoilt((one) => forge(one, (same) => same, keys.anna))],
  [
    'the wrong key under a trusted name',
    'bad-signature',
    spoilt((one) => forge(one, (same) => same, { id: keys.signer.id, key: keys.stranger.key })),
  ],
  [
    'a revoked key',
    'revoked-key',
    spoilt((one) => (one.rules.revoked = [{ keyId: keys.signer.id, reason: 'leaked' }])),
  ],
  [
    'an expired key',
    'expired-key',
    spoilt((one) => (one.rules.signers = [{ ...keys.signer.entry, notAfter: one.now }])),
  ],
  [
    'a key that is not good yet',
    'expired-key',
    spoilt((one) => (one.rules.signers = [{ ...keys.signer.entry, notBefore: '2026-11-20T12:30:00.001Z' }])),
  ],
  [
    'the wrong payload type',
    'wrong-payload-type',
    spoilt((one) => editEnvelope(one, (same) => ({ ...same, payloadType: 'application/json' }))),
  ],
  ['no signatures', 'empty-signatures', spoilt((one) => editEnvelope(one, (same) => ({ ...same, signatures: [] })))],
  [
    'a stranger’s signature beside the good one',
    'malformed',
    spoilt((one) => editEnvelope(one, (same) => ({ ...same, signatures: [...same.signatures, ...same.signatures] }))),
  ],
  [
    'an HMAC with the public key as its secret',
    'wrong-algorithm',
    spoilt((one) =>
      editEnvelope(one, (same) => {
        const bytes = preAuthEncoding(same.payloadType, Buffer.from(same.payload, 'base64'));
        const sig = createHmac('sha256', keys.signer.entry.publicKey).update(bytes).digest('base64');
        return { ...same, signatures: [{ keyid: keys.signer.id, sig }] };
      }),
    ),
  ],
  [
    'an algorithm named in the envelope',
    'malformed',
    spoilt((one) =>
      editEnvelope(one, (same) => ({ ...same, signatures: same.signatures.map((sig) => ({ ...sig, alg: 'none' })) })),
    ),
  ],
  [
    'a key twice in the envelope',
    'malformed',
    spoilt((one) => edit(one, bundleFiles.attestation, (text) => text.replace('{', '{"payloadType":"x",'))),
  ],
  [
    'base64 in another spelling',
    'malformed',
    spoilt((one) => editEnvelope(one, (same) => ({ ...same, payload: `${same.payload}\n` }))),
  ],
  [
    'the payload of another statement',
    'bad-signature',
    spoilt((one) => editEnvelope(one, (same) => ({ ...same, payload: Buffer.from('{}').toString('base64') }))),
  ],
  [
    'a stage’s attestation in its place',
    'wrong-statement',
    spoilt((one) => renameSync(from(one, bundleFiles.stage('journeys')), from(one, bundleFiles.attestation))),
  ],
  [
    'a path that leads out of the bundle',
    'wrong-statement',
    spoilt((one) =>
      forge(one, (same) => ({
        ...same,
        predicate: { ...same.predicate, files: { 'evidence/../../x': 'a'.repeat(64) } },
      })),
    ),
  ],
];
