import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { UsageError } from '../records/usage-error.js';
import { keyIdOf } from './keys.js';
import { newTestKey } from './signing-key.test-data.js';
import { keyAmong, readTrust } from './trust.js';

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
  [
    'rubbish for a key',
    { ...good, signers: [{ ...one, publicKey: '-----BEGIN PUBLIC KEY-----' }] },
    `trust.json: the key ${one.keyId} is not an Ed25519 public key in SPKI PEM.`,
  ],
  ['a key of two people', { ...good, people: [person, { ...person, name: 'Ben' }] }, `the key ${two.keyId} twice`],
  ['a signer who approves', { ...good, people: [{ ...person, keys: [one] }] }, `the key ${one.keyId} twice`],
  ['one key of two signers', { ...good, signers: [one, one] }, `the key ${one.keyId} twice`],
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

test('a trust file that is refused is named, with its flaw', () => {
  expect(() => readTrust(Buffer.from('{'), 'production.json')).toThrow(/^production\.json is not a trust file: ./);
  expect(() => read({ ...good, people: [person, { ...person, keys: [newTestKey().entry] }] })).toThrow(
    'trust.json knows anna twice: two people cannot share a name.',
  );
});

test('signers and approvers are told apart, and each key knows whose it is', () => {
  const people = [person, { name: 'Ben', roles: ['security'], keys: [newTestKey().entry] }];
  const { signers, approvers } = read({ ...good, people });
  expect([...signers.keys()]).toEqual([one.keyId]);
  expect([...approvers.values()].map(({ id, person: whose }) => [id, whose.name])).toEqual(
    people.map(({ name, keys }) => [keys[0]!.keyId, name]),
  );
});

const [from, until] = ['2026-11-20T12:00:00Z', '2026-11-20T14:00:00+01:00'];
const dated = read({ ...good, signers: [{ ...one, notBefore: from, notAfter: until }] });
const found = (now: string, id = one.keyId, trust = dated) => {
  const key = keyAmong(trust.signers, trust, id, now);
  return 'code' in key ? [key.code, key.message] : key.id;
};

test.each<[string, string | undefined]>([
  ['2026-11-20T11:59:59.999Z', `${one.keyId} is good from ${from}`],
  ['2026-11-20T12:00:00.000Z', undefined],
  ['2026-11-20T12:59:59.999Z', undefined],
  ['2026-11-20T13:00:00.000Z', `${one.keyId} was good until ${until}`],
])('a key is good from its first moment on, and until its last, which is out: %s', (now, message) => {
  expect(found(now)).toEqual(
    message === undefined ? one.keyId : ['expired-key', expect.stringContaining(`: ${message}`)],
  );
});

test('a key without dates is always good, one that nobody names never, and a revoked one least of all', () => {
  const at = '2026-11-20T12:00:00.000Z';
  expect(found(at, one.keyId, read(good))).toBe(one.keyId);
  expect(found(at, 'x')).toEqual(['unknown-key', expect.stringContaining(': "x"')]);
  const revoked = [{ keyId: two.keyId, reason: 'leaked' }];
  expect(found(at, one.keyId, read({ ...good, revoked }))).toBe(one.keyId);
  // It was taken out of the list as well.
  const message = expect.stringContaining(`: ${two.keyId}, leaked`);
  expect(found(at, two.keyId, read({ ...good, revoked }))).toEqual(['revoked-key', message]);
  expect(found(at, two.keyId, read({ ...good, signers: [one, two], revoked }))).toEqual(['revoked-key', message]);
});
