import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, inlineCode } from './markdown.js';
import { markup, sourceOf } from './markup.js';
import { oneLine, visible } from './visible.js';

const anything = fc.string({ unit: 'binary', maxLength: 200 });

describe('text that a run brought in', () => {
  test('keeps only characters that XML allows, whatever came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }), (units) => {
        const text = visible(String.fromCharCode(...units));
        expect(text).toMatch(/^[\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
      }),
    );
  });

  test.each([
    ['a terminal sequence', '\u001b[31mred\u001b[0m', 'red'],
    ['a terminal title', '\u001b]0;title\u0007text', 'text'],
    ['a right-to-left override', 'invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['an isolate', 'a\u2066b\u2069', 'ab'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['a carriage return', 'a\r\nb\rc', 'a\nb\nc'],
    ['a NUL', 'a\u0000b', 'ab'],
  ])('loses %s', (_, text, left) => {
    expect(visible(text)).toBe(left);
  });

  test('keeps Arabic, Hebrew, emoji and accents as they are', () => {
    for (const text of ['مرحبا', 'שלום', '👩‍🚀 ü', '日本']) expect(visible(text)).toBe(text);
  });

  test('becomes one line, cut by characters and not in the middle of one', () => {
    expect(oneLine(' a\n b\t c ')).toBe('a b c');
    expect(oneLine('👩👩👩', 2)).toBe('👩…');
  });
});

describe('markup', () => {
  test('escapes whatever is filled in', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const made = sourceOf(markup`<p title="${text}">${[text]}</p>`);
        expect(made.slice('<p title="'.length, -'</p>'.length)).not.toMatch(/<|"[^>]|'/);
        expect(made.split('<')).toHaveLength(3);
      }),
    );
    expect(sourceOf(markup`<b>${`<i>&"'`}</b>`)).toBe('<b>&lt;i&gt;&amp;&quot;&#39;</b>');
  });

  test('takes in markup that was made by it, and nothing that looks like it', () => {
    expect(sourceOf(markup`<b>${markup`<i>${'<'}</i>`}${null}</b>`)).toBe('<b><i>&lt;</i></b>');
  });
});

describe('Markdown', () => {
  test('shows text as it is: no link, image, tag, mention, table edge or emphasis', () => {
    const hostile =
      '[x](javascript:1) ![i](http://e.example/p.png) <img src=x> | *b* `c` @team https://e.example www.e.example';
    const shown = escaped(hostile);
    expect(shown).not.toMatch(/(?<!\\)[[\]`*|<]|@|:\/\/|www\./);
  });

  test('no text gets out of code', () => {
    expect(inlineCode('a`b')).toBe('``a`b``');
    expect(inlineCode('`')).toBe('`` ` ``');
  });
});
