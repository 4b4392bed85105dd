import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { UsageError } from '../records/usage-error.js';
import { keyIdOf } from './keys.js';
import { newTestKey } from './signing-key.test-data.js';
import { readTrust } from './trust.js';

const [one, two] = [newTestKey().entry, newTestKey().entry];
const good = { version: 1, signers: [one], policies: ['a'.repeat(64)], environment: { name: 'staging' } };
const person = { name: 'Anna', roles: ['manager'], keys: [two] };
const read = (value: unknown) => readTrust(Buffer.from(JSON.stringify(value)), 'trust.json');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const rsaEntry = { keyId: keyIdOf(rsa), publicKey: rsa.export({ type: 'spki', format: 'pem' }).toString() };

test('what is not said has the safe default', () => {
  const { rules } = read(good);
  expect(rules).toMatchObject({ leastProfile: 'standard', maxAgeHours: 24, maxWaivers: 0, declaredIdentity: false });
  expect(rules).toMatchObject({
    approvals: [],
    revoked: [],
    people: [],
    ledger: { required: false, maxNoGosBefore: 1 },
  });
  expect(read({ ...good, ledger: { required: true } }).rules.ledger).toEqual({ required: true, maxNoGosBefore: 1 });
});

test.each([
  ['no signer', { ...good, signers: [] }, 'signers'],
  ['no policy', { ...good, policies: [] }, 'policies'],
  ['an unknown word', { ...good, maxWaiver: 3 }, 'maxWaiver'],
  ['an unknown profile', { ...good, leastProfile: 'none' }, 'leastProfile'],
  ['no age at all', { ...good, maxAgeHours: 0 }, 'maxAgeHours'],
  ['a key under another’s id', { ...good, signers: [{ ...one, keyId: two.keyId }] }, 'in truth'],
  ['a key of another kind', { ...good, signers: [rsaEntry] }, 'not an Ed25519'],
  ['a key of two people', { ...good, people: [person, { ...person, name: 'Ben' }] }, 'twice'],
  ['a signer who approves', { ...good, people: [{ ...person, keys: [one] }] }, 'twice'],
  [
    'one name of two people',
    { ...good, people: [person, { ...person, name: 'Ben', aliases: ['ANNA '], keys: [newTestKey().entry] }] },
    'anna',
  ],
])('a trust file with %s is refused', (_, value, word) => {
  expect(() => read(value)).toThrow(UsageError);
  expect(() => read(value)).toThrow(word);
});

test('a trust file that says something twice is refused', () => {
  const text = JSON.stringify(good).replace('{', '{"maxAgeHours":1,"maxAgeHours":9999,');
  expect(() => readTrust(Buffer.from(text), 'trust.json')).toThrow('a key twice');
});
