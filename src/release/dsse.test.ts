import { verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { open, preAuthEncoding, signed } from './dsse.js';
import { newTestKey } from './signing-key.test-data.js';
import { publicKeyIn } from './keys.js';

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
