import { sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { open, preAuthEncoding, signed } from './dsse.js';
import { newTestKey } from './signing-key.test-data.js';
import { publicKeyIn } from './keys.js';
import { refuse } from './refusal.js';

const signer = newTestKey();
const key = publicKeyIn(signer.entry.publicKey)!;
const trusted = { id: signer.id, key, notBefore: undefined, notAfter: undefined };

test('the pre-authentication encoding is that of the specification’s own example', () => {
  expect(preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
    'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
  );
  expect(preAuthEncoding('ü', Buffer.from('é')).toString()).toBe('DSSEv1 2 ü 2 é');
});

test('what is signed can be opened, signing it again gives the same bytes, and the signature is plain Ed25519', () => {
  const text = signed({ b: 1, a: 'ü' }, signer);
  expect(signed({ a: 'ü', b: 1 }, signer)).toBe(text);
  const opened = open(Buffer.from(text), () => trusted);
  expect('code' in opened ? opened : opened.payload.toString()).toBe('{"a":"ü","b":1}');
  const { payload, payloadType, signatures } = JSON.parse(text) as Record<string, string> & {
    signatures: { sig: string }[];
  };
  const bytes = preAuthEncoding(payloadType!, Buffer.from(payload!, 'base64'));
  expect(verify(null, bytes, key, Buffer.from(signatures[0]!.sig, 'base64'))).toBe(true);
});

test.each([
  ['nothing', ''],
  ['no JSON', 'x'],
  ['no object', '[]'],
  ['no UTF-8', Buffer.from([0xff])],
  ['a byte order mark', '\ufeff{}'],
  ['more than 16 MiB', Buffer.alloc(16 * 1024 * 1024 + 1, ' ')],
])('an envelope of %s is malformed, and no key is asked for', (_, bytes) => {
  const opened = open(Buffer.from(bytes), () => expect.unreachable());
  expect(opened).toMatchObject({ code: 'malformed' });
});

const text = signed({ a: 1 }, signer);
const type = 'application/vnd.in-toto+json';

interface Envelope {
  payload: string;
  payloadType: string;
  signatures: { keyid: string; sig: string }[];
}

/** What is said of the envelope when this is changed in it. */
function said(change: (envelope: Envelope) => unknown) {
  const opened = open(Buffer.from(JSON.stringify(change(JSON.parse(text) as Envelope))), () => trusted);
  return 'code' in opened ? `${opened.code}: ${opened.message}` : opened.payload.toString();
}

const withSig = (sig: Buffer) => (it: Envelope) => ({
  ...it,
  signatures: [{ keyid: signer.id, sig: sig.toString('base64') }],
});
const form = 'malformed: the envelope is not of the form that gonogo signs';
const otherType = Buffer.from('{"a":1}');

test.each<[string, (envelope: Envelope) => unknown, string]>([
  ['as it was signed', (it) => it, '{"a":1}'],
  [
    'another payload type',
    (it) => ({ ...it, payloadType: 'text/plain' }),
    'wrong-payload-type: the envelope holds something else than an in-toto statement: "text/plain"',
  ],
  [
    'no signature',
    (it) => ({ ...it, signatures: [] }),
    'empty-signatures: the envelope has no signature: it could be from anybody',
  ],
  [
    'two signatures',
    (it) => ({ ...it, signatures: [it.signatures[0], it.signatures[0]] }),
    `${form}: it has 2 signatures, gonogo makes one`,
  ],
  [
    'a payload in another spelling',
    (it) => ({ ...it, payload: `${it.payload}x` }),
    `${form}: its base64 is not standard and padded`,
  ],
  [
    'a signature without padding',
    (it) => ({ ...it, signatures: [{ keyid: signer.id, sig: it.signatures[0]!.sig.replace(/=+$/, '') }] }),
    `${form}: its base64 is not standard and padded`,
  ],
  [
    'a shorter signature',
    withSig(Buffer.alloc(63)),
    'wrong-algorithm: the signature is not an Ed25519 signature: it has 63 bytes instead of 64',
  ],
  [
    'a longer signature',
    withSig(Buffer.alloc(65)),
    'wrong-algorithm: the signature is not an Ed25519 signature: it has 65 bytes instead of 64',
  ],
  [
    'a signature of something else',
    withSig(Buffer.alloc(64)),
    `bad-signature: the signature does not fit what is signed: key ${signer.id} did not sign this`,
  ],
  [
    'a signature of the same payload under another type',
    withSig(sign(null, preAuthEncoding('text/plain', otherType), signer.key)),
    `bad-signature: the signature does not fit what is signed: key ${signer.id} did not sign this`,
  ],
  ['the signature made elsewhere', withSig(sign(null, preAuthEncoding(type, otherType), signer.key)), '{"a":1}'],
])('an envelope with %s', (_, change, answer) => {
  expect(said(change)).toBe(answer);
});

test('the key is asked for by the id in the envelope, and what is said of it is the answer', () => {
  const asked: string[] = [];
  const opened = open(Buffer.from(text), (id) => {
    asked.push(id);
    return refuse('revoked-key', 'lost');
  });
  expect([asked, opened]).toEqual([[signer.id], refuse('revoked-key', 'lost')]);
});

test('an envelope may have 16 MiB and not a byte more', () => {
  const most = 16 * 1024 * 1024;
  const padded = (size: number) => open(Buffer.from(text.padEnd(size)), () => trusted);
  expect(padded(most)).toHaveProperty('payload');
  expect(padded(most + 1)).toEqual(refuse('malformed', `it has ${most + 1} bytes, ${most} are allowed`));
});
