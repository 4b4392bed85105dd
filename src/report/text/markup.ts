import { visible } from './visible.js';

const source = Symbol('markup');

/** HTML or XML that was made by `markup`: the only thing that is put into a page unescaped. */
export type Markup = { readonly [source]: string };
export type Content = Markup | string | number | null | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML or XML; everything that is filled in is escaped, so a forgotten escape can't happen. Attributes need quotes. */
export function markup(strings: TemplateStringsArray, ...contents: Content[]): Markup {
  const pieces = strings.map(
    (string, index) => string + (index < contents.length ? written(contents[index] as Content) : ''),
  );
  return { [source]: pieces.join('') };
}

/** Text of ours that is markup already, such as a style sheet. Never for anything that a run brought in. */
export function ours(text: string): Markup {
  return { [source]: text };
}

/** The finished text. */
export function sourceOf(made: Markup): string {
  return made[source];
}

function written(content: Content): string {
  if (content === null) return '';
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string')
    return visible(content).replace(/[&<>"']/g, (character) => entities[character] as string);
  if (source in content) return content[source];
  return content.map(written).join('');
}
