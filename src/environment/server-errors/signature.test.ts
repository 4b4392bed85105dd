import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { matchesSignature, signatureOf } from './signature.js';

describe('a signature', () => {
  it.each([
    ['order FN-500123 was not sent', 'order FN-<n> was not sent'],
    ['timeout after 3012 ms on 10.0.3.17:5432', 'timeout after <n> ms on <n>'],
    ['no session for ada.lovelace+x@example.co.uk', 'no session for <e-mail>'],
    ['GET /search?q=ada%20lovelace answered 500', 'GET /search?<query> answered <n>'],
    [
      'duplicate key: Key (email)=(ada@x.example) already exists',
      'duplicate key: Key (email)=(<value>) already exists',
    ],
    ['relation "orders" does not exist', 'relation "orders" does not exist'],
    ['invalid input syntax: "Ada Lovelace"', 'invalid input syntax: "<value>"'],
    ["cannot read 'Ada Lovelace'", "cannot read '<value>'"],
    ['2026-11-21T16:00:00.123Z ERROR boom\n    at f (x.js:1:2)', '<time> ERROR boom'],
    ['request 3f2a9c1e-1b2c-4d5e-8f90-123456789abc failed', 'request <id> failed'],
  ])('of %j is %j', (message, signature) => expect(signatureOf(message)).toBe(signature));

  it('holds no number, no address of a person, and is short, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.emailAddress(), fc.nat(), (text, email, number) => {
        const signature = signatureOf(`${text} ${email} order ${number}`);
        expect(signature).not.toMatch(/order \d/);
        expect(signature.length).toBeLessThanOrEqual(160);
      }),
    );
  });
});

test('a declared signature matches as it is written, and * stands for anything', () => {
  expect(matchesSignature('a (b) failed', 'a (b) failed')).toBe(true);
  expect(matchesSignature('a (b) failed', 'a * failed')).toBe(true);
  expect(matchesSignature('a (b) failed', 'a')).toBe(false);
  expect(matchesSignature('a.b', 'a?b')).toBe(false);
});
