import { oneLine, visible } from './visible.js';

/** Text in Markdown, in one line: nothing in it becomes markup, a link, an HTML tag, a mention or a table's edge. */
export function escaped(text: string, length?: number): string {
  return oneLine(text, length)
    .replace(/[\\`*_{}[\]()#+\-!|<>~$&]/g, (character) =>
      character === '&' ? '&amp;' : character === '<' ? '&lt;' : `\\${character}`,
    )
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, 'www&#46;')
    .replace(/^(\d+)\./, '$1\\.');
}

/** Code in a line. */
export function inlineCode(text: string): string {
  const line = oneLine(text, 300);
  const fence = '`'.repeat(longestRun(line) + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}

/** A block of code, which nothing inside it can close. */
export function codeBlock(text: string, language: string): string {
  const body = visible(text);
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}\n${body}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
