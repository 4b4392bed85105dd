import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UsageError } from '../records/usage-error.js';
import { keyIdOf, newKey, publicKeyIn, readSigningKey } from './keys.js';

const dir = mkdtempSync(path.join(tmpdir(), 'gonogo-keys-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('a new key is its owner’s alone, and both halves have one id', () => {
  const file = path.join(dir, 'new');
  const { keyId, publicKey } = newKey(file);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect(readFileSync(`${file}.pub`, 'utf8')).toBe(publicKey);
  expect(readSigningKey(file).id).toBe(keyId);
  expect(keyIdOf(publicKeyIn(publicKey)!)).toBe(keyId);
});

test.each(['taken', 'half-taken.pub'])('a key is never overwritten (%s)', (name) => {
  writeFileSync(path.join(dir, name), 'mine');
  const file = path.join(dir, name.replace('.pub', ''));
  expect(() => newKey(file)).toThrow(UsageError);
  if (name.endsWith('.pub')) expect(existsSync(file)).toBe(false);
  expect(readFileSync(path.join(dir, name), 'utf8')).toBe('mine');
});

test('keys of other kinds, public halves and rubbish sign nothing', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const files = {
    rsa: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ec: ec.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    public: generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }),
    rubbish: 'x',
  };
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(dir, name), text);
    expect(() => readSigningKey(path.join(dir, name)), name).toThrow(UsageError);
  }
  expect(publicKeyIn(rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBeUndefined();
  expect(publicKeyIn(ec.publicKey.export({ type: 'spki', format: 'pem' }).toString())).toBeUndefined();
  expect(publicKeyIn(String(files.rsa))).toBeUndefined();
});

test('a new key that cannot be written says why, and what to do', () => {
  const taken = path.join(dir, 'in-use');
  writeFileSync(`${taken}.pub`, 'mine');
  expect(() => newKey(taken)).toThrow(
    `The key cannot be written: ${taken}.pub is there already. Name a file that is not there yet.`,
  );
  expect(() => newKey(path.join(dir, 'no/such/folder'))).toThrow(
    /^The key cannot be written: ENOENT.*\. Name a file that is not there yet\.$/,
  );
});

test('a private key that cannot be used says what it is', () => {
  const file = path.join(dir, 'not-ours');
  expect(() => readSigningKey(file)).toThrow(
    `${file} is not a private key that can be read. "gonogo keys new" makes one.`,
  );
  writeFileSync(file, generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  expect(() => readSigningKey(file)).toThrow(`${file} is a key of type x25519: gonogo signs with Ed25519 only.`);
});

test('the public half may be read by all', () => {
  const file = path.join(dir, 'shown');
  newKey(file);
  expect(statSync(`${file}.pub`).mode & 0o444).toBe(0o444);
});

test('a public key without its PEM form is none', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  expect(publicKeyIn(publicKey.export({ type: 'spki', format: 'der' }).toString('base64'))).toBeUndefined();
});
