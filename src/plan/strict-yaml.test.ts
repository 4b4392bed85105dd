import fc from 'fast-check';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { keyText, readLocatedYaml, readYaml } from './strict-yaml.js';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'gonogo-yaml-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const file = z.strictObject({
  version: z.literal(1),
  on: z.boolean().optional(),
  attempts: z.int().nonnegative().default(2),
  hours: z.number().positive().default(24),
  owner: z.string().min(1).optional(),
  names: z.array(z.string()).default([]),
  tiers: z.array(z.strictObject({ checks: z.string(), tier: z.enum(['blocking', 'advisory']) })).default([]),
  deep: z.strictObject({ horizonDays: z.number().default(30) }).prefault({}),
});

function read(text: string | Buffer) {
  writeFileSync(join(dir, 'rules.yaml'), text);
  return readYaml(dir, 'rules.yaml', file);
}
const refusal = (text: string | Buffer): string => {
  try {
    read(text);
  } catch (error) {
    expect(error).toMatchObject({ name: 'UsageError' });
    return (error as Error).message;
  }
  return 'not refused';
};

describe('a YAML file of the project', () => {
  it('need not be there', () => {
    expect(readYaml(dir, 'rules.yaml', file)).toBeUndefined();
  });

  it('is read as YAML 1.2, with what the schema adds', () => {
    expect(read('version: 1\nowner: no\nhours: 1.5e1\nnames: [on, "1", 08:30, 2026-01-02]\n')).toEqual({
      ...{ version: 1, owner: 'no', hours: 15, names: ['on', '1', '08:30', '2026-01-02'] },
      ...{ attempts: 2, tiers: [], deep: { horizonDays: 30 } },
    });
  });

  it('may begin with "---", and with the mark that editors on Windows write', () => {
    expect(read('\uFEFF---\nversion: 1\n')).toMatchObject({ version: 1 });
    expect(read('# rules\r\n\r\nversion: 1\r\nattempts: 3\r\n')).toMatchObject({ attempts: 3 });
  });

  it.each([
    ['nothing', '', 'rules.yaml is empty. Remove it, or start it with "version: 1".'],
    ['a comment only', '# version: 1\n', 'rules.yaml is empty. Remove it, or start it with "version: 1".'],
    ['null', '~\n', 'rules.yaml is empty. Remove it, or start it with "version: 1".'],
    ['a list', '# a\n- version: 1\n', 'line 2: the whole file must be keys and values, such as "version: 1".'],
    ['a word', 'version\n', 'line 1: the whole file must be keys and values, such as "version: 1".'],
    [
      'a key that is there twice',
      'version: 1\nhours: 1\n\nhours: 9\n',
      'line 4: hours is there twice (first on line 2). Keep one.',
    ],
    ['one twice in quotes', 'version: 1\n"hours": 1\nhours: 9\n', 'line 3: hours is there twice (first on line 2)'],
    [
      'one twice within',
      'version: 1\ndeep: { horizonDays: 1, horizonDays: 2 }\n',
      'line 2: horizonDays is there twice',
    ],
    ['two documents', 'version: 1\n---\nversion: 1\nhours: 9\n', 'line 2: a second document begins. Keep one'],
    ['two with an end mark', 'version: 1\n...\nversion: 1\n', 'line 3: a second document begins'],
    ['broken YAML', 'version: 1\ntiers: [\n', /rules\.yaml, line \d: .*\]/],
    ['an anchor', 'version: 1\nhours: &n 1\n', 'line 2: anchors (&n) are not allowed. Remove it.'],
    ['an anchor on a map', 'version: 1\ndeep: &n\n  horizonDays: 1\n', 'anchors (&n) are not allowed'],
    ['an anchor on a key', '&n version: 1\n', 'line 1: anchors (&n) are not allowed'],
    ['an alias', 'version: 1\nhours: *n\n', 'line 2: aliases (*n) are not allowed. Write the value out.'],
    ['a merge key', 'version: 1\n<<: { hours: 1 }\n', 'line 2: merge keys (<<) are not allowed. Write the values out.'],
    [
      'a tag of JavaScript',
      'version: 1\nowner: !!js/function "() => 1"\n',
      'line 2: tags (tag:yaml.org,2002:js/function) are not allowed',
    ],
    ['a tag of its own', 'version: !secret 1\n', 'line 1: tags (!secret) are not allowed. Remove it.'],
    ['a tag that says nothing new', 'version: !!int 1\n', 'line 1: tags (tag:yaml.org,2002:int) are not allowed'],
    ['bytes', 'version: 1\nowner: !!binary aGk=\n', 'line 2: tags (tag:yaml.org,2002:binary) are not allowed'],
    ['a set', 'version: 1\nnames: !!set { a, b }\n', 'line 2: tags (tag:yaml.org,2002:set) are not allowed'],
    [
      'a directive that would change yes and no',
      '%YAML 1.1\n---\nversion: 1\n',
      'line 1: directives (%YAML, %TAG) are not allowed',
    ],
    ['a tab', 'version: 1\ndeep:\n\thorizonDays: 1\n', 'line 3: a tab at its start. Indent with spaces.'],
    ['a tab after spaces', 'version: 1\ndeep:\n  \thorizonDays: 1\n', 'line 3: a tab at its start'],
    ['__proto__', 'version: 1\n__proto__: { hours: 9 }\n', 'line 2: __proto__ is not allowed as a key. Remove it.'],
    ['constructor, below', 'version: 1\ndeep: { constructor: 1 }\n', 'line 2: constructor is not allowed as a key'],
    ['prototype', 'version: 1\nprototype: 1\n', 'line 2: prototype is not allowed as a key'],
    ['infinity', 'version: 1\nhours: .inf\n', 'line 2: .inf is no finite number. Write one.'],
    ['less than everything', 'version: 1\nhours: -.INF\n', 'line 2: -.INF is no finite number'],
    ['no number', 'version: 1\nhours: .nan\n', 'line 2: .nan is no finite number'],
    ['a number beyond all', 'version: 1\nhours: 1e999\n', 'line 2: 1e999 is no finite number'],
    ['octal', 'version: 1\nattempts: 0o17\n', 'line 2: 0o17 reads differently elsewhere. Write a number in decimal'],
    ['octal of YAML 1.1', 'version: 1\nattempts: 017\n', 'line 2: 017 reads differently elsewhere'],
    ['hexadecimal', 'version: 1\nattempts: -0x1F\n', 'line 2: attempts: wants a number, and this is the text "-0x1F".'],
    ['hexadecimal without a sign', 'version: 1\nattempts: 0x1F\n', 'line 2: 0x1F reads differently elsewhere'],
    [
      'seventeen levels',
      `version: 1\nnames: ${'['.repeat(17)}${']'.repeat(17)}\n`,
      'line 2: it is nested deeper than 16 levels.',
    ],
    ['a key that is no word', 'version: 1\n? [a]\n: 1\n', 'line 2:'],
    [
      'more than anybody writes',
      `version: 1\n#${'x'.repeat(256 * 1024)}\n`,
      'rules.yaml is over 262144 bytes (it has 262157). Shorten it.',
    ],
    [
      'another encoding',
      Buffer.from('\uFEFFversion: 1\n', 'utf16le'),
      'rules.yaml is not UTF-8 text. Save it as UTF-8.',
    ],
  ])('is refused for %s', (_, text, words) => {
    expect(refusal(text)).toMatch(typeof words === 'string' ? literal(words) : words);
  });

  it.each([
    ['flow', '['.repeat(100_000), 'nested deeper than 16 levels'],
    ['blocks', Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), 'nested deeper than 16'],
    ['lists', '- '.repeat(50_000), 'nested deeper than 16 levels'],
    ['many keys', Array.from({ length: 25_000 }, (_, at) => `k${at}: 1\n`).join(''), 'and 24981 more'],
  ])('is refused, and soon, when it is made to be slow: %s', (_, text, words) => {
    expect(refusal(text)).toContain(words);
  });

  it.each([
    [
      'the Norway problem',
      'version: 1\non: no\n',
      'line 2: on: wants true or false, and this is the text "no". Write false: in YAML 1.2 "no" is text.',
    ],
    ['yes', 'version: 1\non: Yes\n', 'Write true: in YAML 1.2 "Yes" is text.'],
    ['another word', 'version: 1\non: maybe\n', 'line 2: on: wants true or false, and this is the text "maybe".'],
    [
      'digits in groups',
      'version: 1\nattempts: 1_000\n',
      'line 2: attempts: wants a number, and this is the text "1_000". Write 1000, without quotes or "_".',
    ],
    ['a number in quotes', 'version: 1\nattempts: "1"\n', 'Write 1, without quotes or "_".'],
    ['a part of a whole', 'version: 1\nattempts: 1.5\n', 'line 2: attempts: wants a whole number, and this is 1.5.'],
    [
      'a number for a text',
      'version: 1\nowner: 42\n',
      'line 2: owner: wants text, and this is 42. Put it in quotes: "42".',
    ],
    ['true for a text', 'version: 1\nowner: true\n', 'Put it in quotes: "true".'],
    [
      'one for a list',
      'version: 1\nnames: Anna\n',
      'line 2: names: wants a list, and this is the text "Anna". Write [Anna].',
    ],
    ['a map for a list', 'version: 1\nnames: { a: b }\n', 'line 2: names: wants a list, and this is keys and values.'],
    ['a list for a map', 'version: 1\ndeep: [1]\n', 'line 2: deep: wants keys and values, and this is a list.'],
    [
      'a key with nothing after it',
      'version: 1\nnames:\n',
      'line 2: names: nothing is written after it. Write a list, or remove the key.',
    ],
    ['what is below a bound', 'version: 1\nattempts: -1\n', 'line 2: attempts: Too small'],
    ['a version that is not there', 'hours: 1\n', 'line 1: version: is missing. It wants 1.'],
    [
      'a key that is missing in an entry',
      'version: 1\ntiers:\n\n  - checks: a/**\n',
      'line 4: tiers[0].tier: is missing. It wants blocking or advisory.',
    ],
    ['a misspelled key', 'version: 1\nattemps: 3\n', 'line 2: attemps: unknown key. Did you mean attempts?'],
    [
      'a misspelled key, within',
      'version: 1\ntiers:\n  - { check: a, tier: blocking }\n',
      'line 3: tiers[0].check: unknown key. Did you mean checks?',
    ],
    [
      'an unknown key',
      'version: 1\nfoo: 3\n',
      'unknown key. Known here: version, on, attempts, hours, owner, names, tiers, deep.',
    ],
  ])('says the line, the key and what to write, of %s', (_, text, words) => {
    expect(refusal(text)).toMatch(literal(words));
  });

  it('names no more than twenty of what is wrong, and how many there are', () => {
    const lines = refusal(`version: 1\n${Array.from({ length: 23 }, (_, at) => `k${at}: 1\n`).join('')}`).split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([22, '  and 3 more']);
  });

  it('names all that is wrong at once', () => {
    const lines = refusal('version: 2\nhours: soon\ntiers:\n  - { checks: a, tier: optional }\n').split('\n');
    expect(lines.map((line) => line.replace(/: [^:]*$/, ''))).toEqual([
      'rules.yaml is not valid:',
      ...['  line 1: version: Invalid input', '  line 2: hours', '  line 4: tiers[0].tier: Invalid option'],
    ]);
  });

  it('must not be misnamed, nor lead nowhere: a default would decide in its place', () => {
    writeFileSync(join(dir, 'rules.yml'), 'version: 1\n');
    expect(() => readYaml(dir, 'rules.yaml', file)).toThrow('rules.yml is not read. Rename it to rules.yaml');
    rmSync(join(dir, 'rules.yml'));
    symlinkSync(join(dir, 'nowhere'), join(dir, 'rules.yaml'));
    expect(() => readYaml(dir, 'rules.yaml', file)).toThrow(/^rules\.yaml cannot be read: ENOENT/);
    rmSync(join(dir, 'rules.yaml'));
    mkdirSync(join(dir, 'rules.yaml'));
    expect(() => readYaml(dir, 'rules.yaml', file)).toThrow(/^rules\.yaml cannot be read: EISDIR/);
  });

  it('tells on which line each part is written, and what is not written at all', () => {
    writeFileSync(
      join(dir, 'rules.yaml'),
      '# a\nversion: 1\ntiers:\n  - checks: a\n    tier: advisory\nnames: [x,\n  y]\n',
    );
    const lineOf = readLocatedYaml(dir, 'rules.yaml', file)?.lineOf;
    const paths = [[], ['version'], ['tiers'], ['tiers', 0], ['tiers', 0, 'tier'], ['names', 1]];
    expect(paths.map((path) => lineOf?.(path))).toEqual([2, 2, 3, 4, 5, 7]);
    for (const path of [['hours'], ['tiers', 1], ['version', 'x'], ['tiers', 'x'], ['deep', 'horizonDays']])
      expect(lineOf?.(path)).toBeUndefined();
  });

  it('gives back what was written, whatever it was', () => {
    const anything = z.record(z.string(), z.unknown());
    const word = fc
      .stringMatching(/^[a-z][a-z0-9 :#'"\\-]{0,12}$/)
      .filter((it) => !['constructor', 'prototype'].includes(it));
    const value = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.dictionary(word, fc.oneof(value, fc.dictionary(word, value)), { minKeys: 1 }), (written) => {
        const plain = JSON.parse(JSON.stringify(written)) as Record<string, unknown>;
        writeFileSync(
          join(dir, 'any.yaml'),
          stringify(plain, { aliasDuplicateObjects: false, defaultStringType: 'QUOTE_DOUBLE' }),
        );
        expect(readYaml(dir, 'any.yaml', anything)).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });
});

it('a key is told as people write it', () => {
  expect([[], ['a'], ['a', 0, 'b']].map(keyText)).toEqual(['(the whole file)', 'a', 'a[0].b']);
});

function literal(words: string): RegExp {
  return new RegExp(words.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
}
