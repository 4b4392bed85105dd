/** What a tool says of a failure, settled. Playwright's call log says how often what was tried: of its lines each counts once. */
export function settledFailure(text: string): string {
  const at = text.search(/^[ \t]*Call log:/m);
  if (at === -1) return settledText(text);
  const log = text
    .slice(at)
    .split('\n')
    .map((line) => settledText(line).replace(/^(?:- |<n> × )+/, ''));
  return [settledText(text.slice(0, at)), ...[...new Set(log)].toSorted()].join('\n');
}

/**
 * A text without what differs from run to run: ids, moments, addresses, ports, durations and numbers as long as a count
 * of milliseconds since 1970. All else stays, to its last character: answers, prices and words are what they are. Takes
 * time in proportion to the text, whatever it holds.
 */
function settledText(text: string): string {
  return text
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::[\d.]+)?(?:Z|[+-]\d\d:?\d\d)?)?/g, '<time>')
    .replace(/\b\d\d:\d\d:\d\d(?:\.\d+)?/g, '<time>')
    .replace(/(:\/\/[^\s/:]{1,255}):\d+/g, '$1:<port>')
    .replace(/\w+/g, settledWord)
    .replace(/\d+(?:\.\d+)?(?: ?[a-zµ×]+)?/gi, settledNumber)
    .replace(/\s+/g, ' ')
    .trim();
}

/** An id has digits, and letters that make no name: hexadecimal ones, or very many. */
function settledWord(word: string): string {
  if (!/\d/.test(word) || /^\d+(?:[a-z]{1,3})?$/i.test(word)) return word;
  if (/^(?:0x)?[0-9a-f]{7,}$/i.test(word)) return '<id>';
  return word.length >= 16 && /[a-z]/i.test(word) ? '<id>' : word;
}

/** How long it took and how often it was tried comes out differently each time. */
function settledNumber(number: string): string {
  const [, digits = '', unit = ''] = /^([\d.]+) ?(.*)$/.exec(number) ?? [];
  if (/^(?:ms|µs|us|ns|s|sec|seconds?|min|minutes?|h|times|×)$/i.test(unit)) return `<n> ${unit}`;
  return digits.length >= 10 ? number.replace(digits, '<n>') : number;
}
