import { describe, expect, test } from 'vitest';
import { lookAt } from './look.js';
import { allValidators } from './validators.js';
import { outcome, type Outcome } from './validator.js';
import { wordsOf } from './words.js';

const validators = allValidators(['staging.shop.io']);

/** What each kind says of a value in a column, without the kinds that say nothing. */
function seen(value: string, column = 'field'): Record<string, Outcome> {
  const words = wordsOf(column);
  const named = validators.map((one) => one.named.test(words) || one.namedWithin?.test(words) === true);
  const outcomes = lookAt(value, validators, named);
  const said = validators.map(({ kind }, index) => [kind, outcomes?.[index] ?? outcome.nothing] as const);
  return Object.fromEntries(said.filter(([, one]) => one !== outcome.nothing)) as Record<string, Outcome>;
}

const { near, test: ofTests, weak, sure } = outcome;

describe('a value', () => {
  test.each([
    ['e-mail address', 'jürgen.köhler@web.de', sure],
    ['e-mail address', 'a+b@sub.domain.co.uk', sure],
    ['e-mail address', 'somebody@example.com', ofTests],
    ['e-mail address', 'x@mail.staging.shop.io', ofTests],
    ['e-mail address', 'no-reply@shop.com', ofTests],
    ['payment card', '4539578763621486', weak],
    ['payment card', '4539 5787 6362 1486', sure],
    ['payment card', '4242424242424242', ofTests],
    ['payment card', '4000 0025 0000 3155', ofTests],
    ['payment card', '4539578763621487', near],
    ['IBAN', 'DE27100777770209299700', sure],
    ['IBAN', 'de89 3704 0044 0532 0130 00', ofTests],
    ['IBAN', 'DE28100777770209299700', near],
    ['phone number', '+49 30 901820', sure],
    ['phone number', '+44 20 7946 0123', ofTests],
    ['phone number', '+1 202 555 0147', ofTests],
    ['phone number', '030 901820', weak],
    ['IP address', '93.184.215.14', weak],
    ['IP address', '192.168.1.20', ofTests],
    ['IP address', '4.12.0.7', near],
    ['IP address', '2a00:1450:4001:82a::200e', weak],
    ['national id DE', '36 574 261 809', sure],
    ['national id DE', '86095742719', ofTests],
    ['national id FR', '2 55 08 14 168 025 38', sure],
    ['national id FR', '255081416802538', weak],
    ['national id ES', '54362315K', weak],
    ['national id ES', 'X-2482300-W', weak],
    ['national id IT', 'MRARSS85T10A562Z', near],
    ['national id IT', 'RSSMRA85T10A562S', sure],
    ['national id PL', '44051401458', weak],
    ['national id NL', '111222333', ofTests],
    ['national id NL', '123456789', near],
    ['national id SE', '640823-3234', weak],
    ['national id FI', '131052-308T', ofTests],
    ['national id FI', '150990-015X', near],
    ['national id BE', '85.07.30-033.28', sure],
    ['national id BR', '529.982.247-25', sure],
    ['national id US', '536-90-4399', weak],
    ['national id US', '900-12-3456', near],
    ['national id GB', 'JG 10 37 59 A', weak],
    ['national id GB', 'QQ 12 34 56 C', near],
    ['national id IN', '2345 6789 0124', weak],
    ['street address', '12 Alder Street', weak],
    ['street address', 'Lindenstraße 4a', weak],
    ['street address', '12, rue de la Paix', weak],
    ['street address', 'ul. Polna 3/4', weak],
    ['street address', 'Kungsgatan 12', weak],
    ['person name', 'Anna Schmidt', weak],
    ['person name', 'Dr. Jürgen Köhler', weak],
    ['person name', 'Harbour Enamel Mug', near],
    ['person name', 'Test User', ofTests],
    ['person name', '佐藤 太郎', weak],
  ] as const)('%s: %s', (kind, value, expected) => {
    expect(seen(value)[kind]).toBe(expected);
  });

  test.each([
    ['date of birth', 'birth_date', '1984-05-12', weak],
    ['date of birth', 'geburtsdatum', '12.05.1984', weak],
    ['date of birth', 'dob', '1984-01-01', ofTests],
    ['person name', 'last_name', 'Schmidt', weak],
    ['person name', 'nachname', 'Xzyzzy', near],
    ['national id US', 'ssn', '536904399', weak],
    ['phone number', 'phone', '2025550147', ofTests],
  ] as const)('%s in column %s: %s', (kind, column, value, expected) => {
    expect(seen(value, column)[kind]).toBe(expected);
  });

  test.each([
    ['inside a text', 'please call +49 30 901820 or write to jo@gmx.de', ['e-mail address', 'phone number']],
    ['behind its name', 'paid by card 4539578763621486, thanks', ['payment card']],
    ['in a log line', 'SSN: 536-90-4399 was refused', ['national id US']],
  ])('is found %s', (_, text, kinds) => {
    const sureKinds = Object.entries(seen(text)).filter(([, one]) => one === sure);
    expect(sureKinds.map(([kind]) => kind)).toEqual(kinds);
  });

  test.each([
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    '9b74c9897bac770ffc029102a9cbf6ca',
    '2024-05-12T10:11:12.123Z',
    '2024-05-12',
    '52.520008, 13.404954',
    '1299.00',
    '1716382912345',
    'pi_archive_4711',
    'logo@2x.png',
    'FN-100001',
    'git@github',
    'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
  ])('that is a look-alike is no hit by itself: %s', (value) => {
    const hits = Object.entries(seen(value)).filter(([, one]) => one > near);
    expect(hits).toEqual([]);
  });
});

test.each([
  ['customerEMail', 'customer e mail'],
  ['NUMÉRO_DE_SÉCU', 'numero de secu'],
  ['addressLine1', 'address line 1'],
  ['phone-number', 'phone number'],
  ['IPAddress', 'ip address'],
])('the words of %s are "%s"', (name, words) => {
  expect(wordsOf(name)).toBe(words);
});
