import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { readCtrf } from './ctrf.js';
import { readJunit } from './junit.js';
import { readK6Summary } from './k6-summary.js';
import { readPlaywrightJson } from './playwright-json.js';
import { ReportFlaw } from './report.js';

const readers = {
  ctrf: readCtrf,
  junit: readJunit,
  'k6-summary': readK6Summary,
  'playwright-json': readPlaywrightJson,
};

function flawOf(read: (text: string) => unknown, text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ReportFlaw) return `${error.reasonCode}: ${error.message}`;
    throw error;
  }
  return 'read';
}

const laughs = `<?xml version="1.0"?>
<!DOCTYPE testsuites [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<testsuites><testsuite name="&c;"><testcase name="a"/></testsuite></testsuites>`;

describe('hostile XML', () => {
  test.each([
    ['a billion laughs', laughs, /unparsable: It has a <!DOCTYPE>/],
    ['a file of this machine', '<!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><testsuite/>', /<!DOCTYPE>/],
    ['an empty document type', '<!DOCTYPE testsuites><testsuites/>', /<!DOCTYPE>/],
    ['an entity that nobody declared', '<testsuite><testcase name="&c;"/></testsuite>', /unparsable: It is not XML/],
    ['a text that was cut off', '<testsuite><testcase name="a"/>', /unparsable: It is not XML/],
    ['a text that was cut off in a tag', '<testsuite><testcase na', /unparsable: It is not XML/],
    ['a second root', '<testsuite/><testsuite/>', /unparsable: It is not XML/],
    ['an attribute twice', '<testsuite tests="1" tests="0"/>', /unparsable: It is not XML/],
    ['crossed elements', '<testsuite><testcase name="a"></testsuite></testcase>', /unparsable: It is not XML/],
    ['a control character', '<testsuite name="\u0001"/>', /unparsable: It is not XML/],
    ['a document that is deep', `${'<testsuite>'.repeat(60)}${'</testsuite>'.repeat(60)}`, /unparsable: It is nested/],
    ['one that is very deep', '<testsuite>'.repeat(100_000), /unparsable: It is nested/],
  ])('%s is refused', (_, text, words) => expect(flawOf(readJunit, text)).toMatch(words));

  test('names that mean more than data to JavaScript are data', () => {
    const names = '<testsuite __proto__="1" constructor="2"><testcase name="__proto__" toString="3"/></testsuite>';
    expect(readJunit(names).tests).toEqual([{ title: '__proto__', outcome: 'passed', troubles: 0 }]);
    expect(flawOf(readJunit, '<testsuite><__proto__/></testsuite>')).toContain('unknown-status');
    expect(flawOf(readJunit, '<testsuite><testcase name="a"><constructor/></testcase></testsuite>')).toContain(
      'unknown-status',
    );
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  test('a document type inside what a test printed is text', () => {
    const printed = '<testcase name="a"><system-out><![CDATA[<!DOCTYPE html>]]></system-out></testcase>';
    expect(flawOf(readJunit, `<testsuite>${printed}</testsuite>`)).toBe('read');
  });
});

describe.each(['ctrf', 'k6-summary', 'playwright-json'] as const)('hostile JSON as %s', (format) => {
  test.each([
    ['a text that was cut off', '{"results": {', /unparsable: It is not JSON/],
    ['no JSON', '<testsuite/>', /unparsable: It is not JSON/],
    ['nothing', '', /unparsable: It is not JSON/],
    ['null', 'null', /unparsable: /],
    ['another document', '{"hello": "world"}', /unparsable: /],
    ['NaN', '{"metrics": NaN}', /unparsable: It is not JSON/],
    ['a key twice', '{"results": 1, "results": 2}', /unparsable: It has a key twice/],
    ['a key twice, spelled in two ways', '{"metrics": 1, "m\\u0065trics": 2}', /unparsable: It has a key twice/],
    ['__proto__', '{"__proto__": {"polluted": true}}', /unparsable: It has a key __proto__/],
    [
      '__proto__ spelled otherwise',
      '{"a": [{"\\u005f_proto__": {"polluted": true}}]}',
      /unparsable: It has a key __proto__/,
    ],
    ['a text that is deep', `${'['.repeat(101)}${']'.repeat(101)}`, /unparsable: It is nested 101 deep/],
    ['one that is very deep', '{"a":'.repeat(200_000), /unparsable: It is nested 200000 deep/],
  ])('%s is refused', (_, text, words) => {
    expect(flawOf(readers[format], text)).toMatch(words);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

test('whatever the text, a reader reads it or says what is wrong with it, and throws nothing else', () => {
  const xml = fc
    .array(
      fc.constantFrom(
        '<testsuite>',
        '</testsuite>',
        '<testcase name="a"/>',
        'tests="1"',
        '&lt;',
        '&x;',
        '<!',
        ']]>',
        '<?',
      ),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), xml), fc.constantFrom(...Object.values(readers)), (text, read) => {
      flawOf(read, text);
    }),
    { numRuns: 2000 },
  );
});
