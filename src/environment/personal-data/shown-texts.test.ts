import { describe, expect, test } from 'vitest';
import { scanShownTexts, type ShownText } from './shown-texts.js';
import { longestText } from './text-document.js';

const page = (where: string, body: string): ShownText => ({
  kind: 'pages',
  where,
  text: `<!doctype html><html lang="en"><body>${body}</body></html>`,
});

/** `<what>: <actual>` of all findings. */
function found(...texts: ShownText[]): string[] {
  return scanShownTexts(texts, { own: ['help@shop.de', '+49 30 901820'] }).findings.map(
    ({ what, actual }) => `${what}: ${actual}`,
  );
}

describe('a page tells personal data', () => {
  test.each([
    ['in its words', '<p>Signed in as <b>grete.hoffmann@gmx.de</b>.</p>', '1 e-mail address in text[]'],
    ['in a comment', '<!-- order of grete.hoffmann@gmx.de -->', '1 e-mail address in comment[]'],
    ['in an attribute', '<a href="mailto:grete.hoffmann@gmx.de">Write</a>', '1 e-mail address in attribute.href[]'],
    ['in a field', '<input name="email" value="grete.hoffmann@gmx.de">', '1 e-mail address in field.email[]'],
    ['in a field that is called so', '<input name="phone" value="030 9018200">', '1 phone number in field.phone[]'],
    ['in a script', '<script>var user = "grete.hoffmann@gmx.de"; go(user);</script>', '1 e-mail address in script[]'],
    [
      'in the data of a script',
      '<script type="application/json">{"user": {"iban": "DE27100777770209299700"}}</script>',
      '1 IBAN in script[].user.iban',
    ],
    ['in its words, a card', '<p>You paid with 4539 5787 6362 1486.</p>', '1 payment card in text[]'],
  ])('%s', (_, body, actual) => {
    const clean = page('/', '<h1>Kitchen</h1><p>A mug for EUR 24.00, article 4006381333931, order FN-500123.</p>');
    expect(found(clean, page('/account', body))).toEqual([
      expect.stringMatching(new RegExp(`^pages tell .+ \\(/account\\): ${actual.replace(/[[\]]/g, '\\$&')}$`)),
    ]);
  });
});

test('made-up people, and what is declared as the company’s own, are nobody’s data', () => {
  const account = page(
    '/account',
    '<p>Ada Abend, 12 Lindenweg, ada.abend.3@example.net</p><input name="name" value="Ada Abend"><input name="phone" value="+1 202 555 0147">',
  );
  const imprint = page('/imprint', '<p>help@shop.de, +49 30 901820</p>');
  expect(found(account, imprint)).toEqual([]);
  expect(scanShownTexts([account, imprint, { kind: 'mails', where: 'Thank you', text: 'Hello' }]).extent).toBe(
    '2 pages, 1 mails',
  );
});

test('answers in JSON are read by their keys, and a log line by line', () => {
  const answer = (n: number, text: string): ShownText => ({ kind: 'API answers', where: `/api/orders/${n}`, text });
  const log = { kind: 'lines of a log', where: 'shop.log' };
  expect(
    found(
      answer(1, '{"order": 1, "buyer": {"birthday": "1984-05-12", "mail": "x@example.com"}}'),
      answer(2, '{"order": 2, "buyer": {"mail": "p.novak@seznam.cz"}}'),
      { ...log, text: 'ready\n{"level":"info","user":{"phone":"+49 170 1234567"}}\nsent a mail to jo@gmx.de\n' },
    ),
  ).toEqual([
    'API answers tell e-mail addresses (/api/orders/2): 1 e-mail address in buyer.mail',
    'lines of a log tell e-mail addresses (shop.log): 1 e-mail address in line[]',
    'lines of a log tell phone numbers (shop.log): 1 phone number in line[].user.phone',
  ]);
});

test('no value is told, not even one in an address', () => {
  const [finding] = scanShownTexts([page('/people/jo@gmx.de', '<p>jo@gmx.de</p>')]).findings;
  expect(finding?.what).toBe('pages tell e-mail addresses (an address that tells it, too)');
  expect(JSON.stringify(finding)).not.toContain('gmx');
});

test('nothing that was read, or not all of it, is no proof', () => {
  expect(() => scanShownTexts([])).toThrow('There was no text');
  const empty = { kind: 'mails', where: 'Your order', text: ' ' };
  expect(() => scanShownTexts([page('/', '<p>A mug.</p>'), empty])).toThrow('There was no text in the mails to look');
  const deep = page('/deep', '<div>'.repeat(20_000));
  const why = '/deep is longer, or nests deeper, than is read: no personal data was found, and that proves nothing.';
  expect(() => scanShownTexts([deep])).toThrow(why);
  const giant = { ...deep, text: 'a mug. '.repeat(longestText / 7 + 1) };
  expect(() => scanShownTexts([giant])).toThrow(why);
  expect(found({ ...deep, text: `<p>jo@gmx.de</p>${deep.text}` })).toHaveLength(1);
});

test('what is nothing but brackets has an end', () => {
  expect(found({ kind: 'API answers', where: '/api', text: '['.repeat(100_000) })).toEqual([]);
});
