const colours = /\u001b\[[0-9;]*m/g;
const longest = 300;

/** `Expected string:  "Thank you"` → `"Thank you"`, for each word that Playwright tells something after. */
const told = {
  Locator: lineOf('Locator'),
  Expected: lineOf('Expected'),
  Received: lineOf('Received'),
  Error: lineOf('Error'),
};

function lineOf(word: string): RegExp {
  return new RegExp(`^\\s*${word}(?: [a-z ]+)?:[ \\t]*(\\S.*)$`, 'm');
}

/** The first paragraph of an error without colours, in one line that a report can show; with what a locator looks for. */
export function plainSentence(message: string): string {
  const plain = message.replace(colours, '').trim();
  const paragraph = plain.split(/\n\s*\n/, 1)[0] ?? plain;
  const locator = valueAfter(plain, 'Locator');
  const line = paragraph
    .replace(/\s+/g, ' ')
    .replace(/^Error: /, '')
    .replace(/^expect\(locator\)/, (whole) => (locator === undefined ? whole : `expect(${locator})`));
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** What an assertion of Playwright's `expect` wanted and what it got, where its message says so. */
export function expectationIn(message: string): { expected?: string; actual?: string } {
  const plain = message.replace(colours, '');
  const expected = valueAfter(plain, 'Expected');
  const actual = valueAfter(plain, 'Received') ?? nothingFound(plain);
  return { ...(expected === undefined ? {} : { expected }), ...(actual === undefined ? {} : { actual }) };
}

/** Where a locator found nothing to compare, Playwright says that behind it, as an error: `element(s) not found`. */
function nothingFound(plain: string): string | undefined {
  const at = plain.search(/^\s*Locator:/m);
  return at === -1 ? undefined : valueAfter(plain.slice(at), 'Error');
}

function valueAfter(text: string, word: keyof typeof told): string | undefined {
  const value = told[word].exec(text)?.[1]?.trim();
  return value !== undefined && value.length > longest ? `${value.slice(0, longest - 1)}…` : value;
}
