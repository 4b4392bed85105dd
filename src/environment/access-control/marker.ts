import { literally } from '../../records/pattern.js';
import { SetupError } from '../../records/setup-error.js';

/** Something that is the owner's alone: what it is, for reports, and how it may be written in an answer. */
export interface Marker {
  name: string;
  forms: readonly string[];
}

/** Anything shorter stands in many a page by chance. */
const leastCharacters = 4;

/**
 * @param values by what they are: `{ 'order number': 'FN-500001' }`.
 * @throws SetupError when there is none, or one that would be found anywhere.
 */
export function markersOf(values: Readonly<Record<string, string>>): Marker[] {
  const markers = Object.entries(values).map(([name, value]) => {
    const text = value.trim().toLowerCase();
    if (text.length < leastCharacters)
      throw unfit(`The marker "${name}" has fewer than ${leastCharacters} characters: it would be found anywhere.`);
    return { name, forms: [...new Set([text, ...writtenOtherwise(text)])] };
  });
  if (markers.length > 0) return markers;
  throw unfit('Access control needs a marker: what the owner alone may be told, such as an e-mail address.');
}

/** In HTML, in JSON and in an address. */
function writtenOtherwise(text: string): string[] {
  const entities = [
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
  ] as const;
  const html = entities.reduce((so, [sign, entity]) => so.replaceAll(sign, entity), text);
  const quoted = encodeURIComponent(text);
  // What a script writes, and what a form and a browser make of it.
  const inAddresses = [
    quoted,
    quoted.replaceAll("'", '%27'),
    String(new URLSearchParams({ text })).slice('text='.length),
    encodeURI(text),
  ];
  return [html, JSON.stringify(text).slice(1, -1), ...inAddresses.map((form) => form.toLowerCase())];
}

export function isIn(text: string, { forms }: Marker): boolean {
  const lower = text.toLowerCase();
  return forms.some((form) => lower.includes(form));
}

/** An address as it may be shown: path and query, with the names of markers where their values stand. */
export function shownAddress(address: string, markers: readonly Marker[]): string {
  const { pathname, search } = new URL(address);
  return markers.reduce((so, marker) => so.replace(anyForm(marker), `<${marker.name}>`), `${pathname}${search}`);
}

/** The same address with made-up values of the same shape, and the way back for what was answered to it. */
export function disguise(
  address: string,
  markers: readonly Marker[],
): { disguised: string; undisguise: (text: string) => string } {
  const written = new Map<string, string>();
  const { origin } = new URL(address);
  const path = markers.reduce((so, marker) => {
    return so.replace(anyForm(marker), (value) => {
      // Of digits there are others; without any, the letters stand the other way round.
      const other = /\d/.test(value)
        ? value.replace(/\d/g, (digit) => String((Number(digit) + 3) % 10))
        : [...value].toReversed().join('');
      written.set(other, value);
      return other;
    });
  }, address.slice(origin.length));
  return {
    disguised: `${origin}${path}`,
    undisguise: (text) => [...written].reduce((so, [other, value]) => so.replaceAll(other, value), text),
  };
}

function anyForm({ forms }: Marker): RegExp {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map(literally).join('|'), 'gi');
}

function unfit(message: string): SetupError {
  return new SetupError(message, 'configuration', 'harness');
}
