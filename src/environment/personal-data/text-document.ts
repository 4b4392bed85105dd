import { parseHtml } from '../html.js';

/** Of a longer text the beginning is read. */
export const longestText = 20_000_000;
/** What draws a page says nothing of anybody. */
const drawing = new Set(['class', 'd', 'height', 'id', 'points', 'srcset', 'style', 'transform', 'viewbox', 'width']);

/** A text, read for what may be in it. */
export interface TextRead {
  document: unknown;
  /** False: it is longer, or nests deeper, than is read. */
  isWhole: boolean;
}

/**
 * A text as a document whose keys say what a value is: JSON as it is, HTML by its fields, attributes, comments and words,
 * anything else line by line, lines of JSON among them as they are.
 */
export function documentOf(text: string): TextRead {
  const read = text.slice(0, longestText).trim();
  const isWhole = text.length <= longestText;
  if (!read.startsWith('<')) return { document: asJson(read) ?? { line: linesOf(read) }, isWhole };
  const page = pageOf(read);
  return { document: page.document, isWhole: isWhole && page.isWhole };
}

function asJson(text: string): unknown {
  return /^[{[]/.test(text) ? parsed(text) : undefined;
}

function linesOf(text: string): unknown[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const plain = line.trim();
    if (plain === '') return [];
    return [asJson(plain) ?? plain];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What a visitor reads, and what is there to be read besides. */
function pageOf(html: string): TextRead {
  const page = {
    text: [] as string[],
    comment: [] as string[],
    script: [] as unknown[],
    field: Object.create(null) as Record<string, string[]>,
    attribute: Object.create(null) as Record<string, string[]>,
  };
  const add = (where: Record<string, string[]>, key: string, value: string): void =>
    void (where[key] ??= []).push(value);
  let isScript = false;
  let script = '';
  let words = '';
  const end = (): void => {
    if (words.trim() !== '') page.text.push(words.replace(/\s+/g, ' ').trim());
    words = '';
  };
  const isWhole = parseHtml(html, {
    onopentag(name, said) {
      if (name === 'script') isScript = true;
      else end();
      const { name: field, value } = said as Partial<Record<string, string>>;
      for (const [key, written] of Object.entries(said)) {
        if (written === '' || drawing.has(key)) continue;
        if (key !== 'value') add(page.attribute, key, written);
      }
      if (value !== undefined && value !== '') add(page.field, field ?? name, value);
    },
    ontext(text) {
      if (isScript) script += text;
      else words += text;
    },
    oncomment: (text) => void page.comment.push(...linesOf(text).map(String)),
    onclosetag(name) {
      end();
      if (name !== 'script') return;
      isScript = false;
      const data = parsed(script.trim());
      page.script.push(...(data === undefined ? linesOf(script) : [data]));
      script = '';
    },
  });
  end();
  return { document: page, isWhole };
}
