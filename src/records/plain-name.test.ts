import { expect, test } from 'vitest';
import { plainName } from './plain-name.js';

test.each([
  ['a zero-width space', 'anna\u200b'],
  ['a soft hyphen', 'an\u00adna'],
  ['capitals and space around it', ' ANNA\t'],
])('%s makes nobody another person', (_, name) => {
  expect(plainName(name)).toBe(plainName('anna'));
});

test('neither does wider space between names, nor the spelling of ß', () => {
  expect(plainName('Anna \u00a0 Groß')).toBe(plainName('anna GROSS'));
});

test('other names are other people', () => {
  expect(plainName('anna')).not.toBe(plainName('hanna'));
});
