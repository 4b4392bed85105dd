/** An address that a page names. */
export interface NamedAddress {
  /** Absolute. */
  url: string;
  /** Where it stands: `<link rel="canonical">`, `text or script`. */
  element: string;
}

const tagOrText = /<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|[^<]+|</gi;
// With or without a scheme, and as JSON writes it; what ends a sentence does not end an address.
const absolute = /(?:\bhttps?:|(?<=["'=(\s]))(?:\\?\/){2}[a-z0-9][\w.-]*\.[a-z0-9-]+(?::\d+)?(?:[\\/?#][^\s"'<>)]*)?/gi;

/** Every absolute address in HTML: links, images, forms, meta elements, scripts and words alike. */
export function namedAddresses(html: string, base: string): NamedAddress[] {
  return [...html.matchAll(tagOrText)].flatMap(([text, tag, attributes = '']) => {
    const element = tag === undefined ? 'text or script' : elementName(tag.toLowerCase(), attributes);
    return [...text.matchAll(absolute)].flatMap(([written]) => {
      const url = written
        .replaceAll('\\/', '/')
        .replaceAll('&amp;', '&')
        .replace(/[.,;:!?]+$/, '');
      return URL.canParse(url, base) ? [{ url: new URL(url, base).href, element }] : [];
    });
  });
}

/** A tag with the attribute that says what it is for. */
function elementName(tag: string, attributes: string): string {
  const [, name, value] = /\b(rel|property|name|itemprop)\s*=\s*["']?([\w:.-]+)/i.exec(attributes) ?? [];
  return name === undefined ? `<${tag}>` : `<${tag} ${name.toLowerCase()}="${value}">`;
}
