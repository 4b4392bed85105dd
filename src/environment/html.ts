import { Parser, type Handler } from 'htmlparser2';

/** So much goes to the parser at once. */
const pieceLength = 16_384;
/** Elements within each other; browsers give up at 512. */
const deepest = 5000;

/**
 * Reads a page of HTML, whole or cut off; it never throws, as a browser doesn't. Every element that is opened costs the
 * parser as much as there are open: a page of nothing else would take for ever, and is read no deeper than it takes.
 * @returns false: it nests deeper than was read.
 */
export function parseHtml(html: string, handler: Partial<Handler>): boolean {
  let depth = 0;
  const parser = new Parser({
    ...handler,
    onopentag(name, attributes, isImplied) {
      depth += 1;
      handler.onopentag?.(name, attributes, isImplied);
    },
    onclosetag(name, isImplied) {
      depth -= 1;
      handler.onclosetag?.(name, isImplied);
    },
  });
  let at = 0;
  for (; at < html.length && depth <= deepest; at += pieceLength) parser.write(html.slice(at, at + pieceLength));
  parser.end();
  return at >= html.length;
}
