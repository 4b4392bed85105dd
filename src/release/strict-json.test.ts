import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { strictly } from './strict-json.js';

const read = (text: string) => strictly(Buffer.from(text), z.unknown());

test('takes every JSON that JSON.stringify writes, pretty or not', () => {
  const value = fc.jsonValue().filter((json) => !JSON.stringify(json).includes('__proto__'));
  fc.assert(
    fc.property(value, fc.nat(3), (json, indent) => {
      const text = JSON.stringify(json, null, indent);
      expect(read(text)).toEqual({ success: true, data: JSON.parse(text) });
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['{"a":1,"a":2}', 'a key twice'],
  ['{"a":1,"a":1}', 'a key twice'],
  ['{"x":[{"a" :1,"b":{},"a"\n:2}]}', 'a key twice'],
  [String.raw`{"a":1,"\u0061":2}`, 'a key twice'],
  ['{"__proto__":{"a":1}}', '__proto__'],
  [String.raw`{"a":{"\u005f_proto__":1}}`, '__proto__'],
  ['{"a":1,}', 'JSON'],
])('refuses %s', (text, flaw) => {
  expect(read(text)).toEqual({ success: false, flaw: expect.stringContaining(flaw) });
});

test('is not misled by colons, quotes and back-slashes in strings', () => {
  const json = { 'a":"b': String.raw`c\": "d":`, 'e:': ['":', String.raw`\\`], f: { 'a":"b': 1 } };
  expect(read(JSON.stringify(json))).toEqual({ success: true, data: json });
});

test.each(['A', '\\', '"'])('takes strings of megabytes (of %s)', (letter) => {
  const json = { payload: letter.repeat(4_000_000), more: [] };
  expect(read(JSON.stringify(json)).success).toBe(true);
});

const shape = z.strictObject({ a: z.array(z.strictObject({ b: z.int() })) });
const fitted = (bytes: string | Buffer) => strictly(Buffer.from(bytes), shape);

test.each([
  ['{"a":[{"b":1},{"b":"x"}]}', 'a.1.b: Invalid input'],
  ['{"a":[],"c":1}', ': Unrecognized key: "c"'],
  ['[]', ': Invalid input'],
])('what a schema does not take is told with its place: %s', (text, flaw) => {
  expect(fitted(text)).toEqual({ success: false, flaw: expect.stringMatching(new RegExp(`^${flaw}`)) });
});

test.each([
  ['a byte order mark', '\ufeff{"a":[]}'],
  ['two values', '{"a":[]}{"a":[]}'],
  ['a comment', '{"a":[]}//'],
  ['no UTF-8 in a string', Buffer.from('{"a":[],"b":"\xff"}', 'latin1')],
  ['nothing', ''],
])('bytes with %s are no JSON', (_, bytes) => {
  expect(strictly(Buffer.from(bytes), z.unknown())).toMatchObject({ success: false, flaw: expect.stringMatching(/./) });
});

test('what is refused never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const read = fitted(Buffer.from(bytes));
      expect(read).toEqual({ success: false, flaw: expect.stringMatching(/./) });
    }),
    { numRuns: 500 },
  );
});
