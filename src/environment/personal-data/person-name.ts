import { givenNames } from './given-names.js';
import { surnames } from './surnames.js';
import { outcome, type Validator } from './validator.js';

const titles =
  /^(?:(?:mr|mrs|ms|miss|dr|prof|herr|frau|hr|fr|m|mme|mlle|monsieur|madame|sig|sig\.ra|dott|ing|dipl\.-ing|univ\.prof|sr|sra|srta|don|dona|pan|pani|dhr|mevr|mw|ir|drs)\.?,? )+/;
const parts = String.raw`[\p{L}][\p{L}'’.-]*`;
const shaped = new RegExp(`^${parts}(?:,? ${parts}){1,5}$`, 'u');
const single = /^\p{L}[\p{L}'’-]{1,30}$/u;
/** Han, kana and Hangul: one family name of the list in front, and up to four more signs. */
const eastAsian =
  /^[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]{1,6}[ ・　]?[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]{0,6}$/u;
/** Who says that nobody is meant. */
const nobody =
  /\b(?:test|tester|testuser|testperson|user|customer|guest|demo|sample|example|dummy|anonym\w*|unknown|mustermann|musterfrau|doe|kunde|admin|redacted|masked)\b/;

const person =
  'customer|client|user|person|people|buyer|employee|staff|contact|patient|member|guest|recipient|passenger|owner|author|sender|payer|payee|applicant|candidate|student|teacher|doctor|driver|subscriber|account holder|card ?holder|holder|beneficiary|signatory|kunde|kunden|mitarbeiter';

/** Names of people, by lists of given names and surnames: a column is judged, for a single value says too little. */
export const personName: Validator = {
  kind: 'person name',
  named:
    /\b(?:first|last|given|family|middle|maiden|full|sur|nick) ?names?\b|\bsurname\b|\b(?:fore)name\b|\bvornamen?\b|\bnachnamen?\b|\bfamiliennamen?\b|\bprenom\b|\bnom(?: de famille)?\b|\bnombres?\b|\bapellidos?\b|\bcognome\b|\bimie\b|\bnazwisko\b|\bvoornaam\b|\bachternaam\b|\bfornamn\b|\befternamn\b|\betunimi\b|\bsukunimi\b|\bsobrenome\b|\bfname\b|\blname\b|\bcard ?holder\b|\baccount holder\b|\brecipient\b/,
  namedWithin: new RegExp(`\\b(?:${person})s? (?:full ?)?name\\b`),
  may: ({ digits, letters, length, hasAt, colons }) =>
    digits === 0 && letters >= 2 && length <= 60 && !hasAt && colons === 0,
  judge(value, named) {
    if (value.charCodeAt(0) > 0x1100 && eastAsian.test(value))
      return surnames.has(value.slice(0, 2)) || surnames.has(value.slice(0, 1)) ? outcome.weak : outcome.near;
    const name = plain(value).replace(titles, '');
    if (named && single.test(name)) {
      if (nobody.test(name)) return outcome.test;
      return isKnown(name, givenNames) || isKnown(name, surnames) ? outcome.weak : outcome.near;
    }
    if (!shaped.test(name) || (!named && !/^\p{Lu}/u.test(value))) return outcome.nothing;
    if (nobody.test(name)) return outcome.test;
    const words = name.split(/,? /);
    const [first, last] = name.includes(', ') ? [words.at(-1), words[0]] : [words[0], words.at(-1)];
    const knowsFirst = first !== undefined && isKnown(first, givenNames);
    const knowsLast = last !== undefined && isKnown(last, surnames);
    // "Olive Oil" has a given name in front, "Leather Brown" a surname behind: outside of columns for names it takes both,
    // or a given name and one word more.
    if ((knowsFirst && knowsLast) || (named && (knowsFirst || knowsLast))) return outcome.weak;
    return knowsFirst && words.length === 2 ? outcome.weak : outcome.near;
  },
  leastRate: 0.3,
  leastShare: 0.3,
  lifts: true,
  soft: true,
};

/** Of `Anne-Marie` each part may be known. */
function isKnown(name: string, list: ReadonlySet<string>): boolean {
  return list.has(name) || (name.includes('-') && name.split('-').some((part) => list.has(part)));
}

/** Lower case without accents, as the lists are. */
function plain(value: string): string {
  const lower = value.toLowerCase();
  if (/^[ -~]*$/.test(lower)) return lower.trim();
  return lower
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßøœłæ]/g, (letter) => spelled.get(letter) ?? letter)
    .trim();
}

const spelled = new Map([
  ['ß', 'ss'],
  ['ø', 'o'],
  ['œ', 'oe'],
  ['ł', 'l'],
  ['æ', 'ae'],
]);
