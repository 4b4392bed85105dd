import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactFolder } from './redact-folder.js';
import { redactor } from './redact.js';

const secret = fc
  .string({ minLength: 9, maxLength: 60, unit: 'grapheme' })
  .filter((text) => text.isWellFormed() && text.trim().length > 8);
const around = fc.string({ maxLength: 40 });

const spellings: Record<string, (text: string) => string> = {
  raw: (text) => text,
  'URL-encoded': (text) => encodeURIComponent(text),
  'form-encoded': (text) => new URLSearchParams({ text }).toString().slice('text='.length),
  'JSON-escaped': (text) => JSON.stringify(text).slice(1, -1),
};

test.each(Object.entries(spellings))('leaves no %s secret in any text', (_name, spell) => {
  fc.assert(
    fc.property(secret, around, around, (hidden, before, after) => {
      expect(redactor([hidden])(before + spell(hidden) + after)).not.toContain(spell(hidden));
    }),
  );
});

test.each(['base64', 'base64url'] as const)(
  'leaves no secret to be decoded from %s, whatever stands before and after it',
  (encoding) => {
    fc.assert(
      fc.property(secret, around, around, (hidden, before, after) => {
        const encoded = Buffer.from(before + hidden + after).toString(encoding);
        const redacted = redactor([hidden])(encoded);
        expect(redacted).toContain('[redacted]');
        expect(Buffer.from(redacted.replaceAll('[redacted]', ''), encoding).toString()).not.toContain(hidden);
      }),
    );
  },
);

test('leaves texts without secrets as they are', () => {
  fc.assert(fc.property(around, (text) => redactor(['sk_test_marker_4711'])(text) === text));
  expect(redactor([])('anything')).toBe('anything');
});

test('redacts the longer of two secrets that begin alike, and a secret with characters that patterns mean something by', () => {
  expect(redactor(['secret', 'secret-and-more'])('a secret-and-more b')).toBe('a [redacted] b');
  expect(redactor(['a.b*c(d$'])('a.b*c(d$ aXbbc')).toBe('[redacted] aXbbc');
});

test('knows a key of several lines by each of its lines', () => {
  const key =
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQEFAASCBKcwggSjAgEAAoIB\n-----END PRIVATE KEY-----';
  expect(redactor([key])('AQEFAASCBKcwggSjAgEAAoIB')).toBe('[redacted]');
});

test('refuses a secret that is too short to be told from ordinary words', () => {
  expect(() => redactor(['admin'])).toThrow('at least 6');
});

test('rewrites texts of a folder, says which binaries held a secret, and which archives it did not open', () => {
  const dir = mkdtempSync(join(tmpdir(), 'gonogo-redact-'));
  mkdirSync(join(dir, 'deep/er'), { recursive: true });
  writeFileSync(join(dir, 'deep/er/log.txt'), 'the marker-4711 is here – ünïcode');
  writeFileSync(join(dir, 'clean.json'), '{}');
  writeFileSync(join(dir, 'picture.png'), Buffer.concat([Buffer.from([0, 255]), Buffer.from('marker-4711')]));
  writeFileSync(join(dir, 'trace.zip'), 'PK');
  const outside = mkdtempSync(join(tmpdir(), 'gonogo-outside-'));
  writeFileSync(join(outside, 'file'), 'marker-4711');
  symlinkSync(outside, join(dir, 'link'));
  expect(redactFolder(dir, redactor(['marker-4711']))).toEqual({
    rewritten: ['deep/er/log.txt'],
    held: ['picture.png'],
    possiblySensitive: ['trace.zip'],
    failed: [],
  });
  expect(readFileSync(join(dir, 'deep/er/log.txt'), 'utf8')).toBe('the [redacted] is here – ünïcode');
  expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('marker-4711');
  for (const each of [dir, outside]) rmSync(each, { recursive: true });
});
