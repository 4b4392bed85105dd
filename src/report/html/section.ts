import { type Content, type Markup, markup } from '../text/markup.js';

export type Section = { readonly id: string; readonly title: string; readonly body: Content };

/** A section with its heading, which the contents at the top link to. */
export function section({ id, title, body }: Section): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}

/** Names and what they are; rows whose value is null are left out. */
export function facts(rows: readonly (readonly [string, Content])[], look = 'facts'): Markup {
  const shown = rows.filter(([, value]) => value !== null);
  return markup`<dl class="${look}">${shown.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>\n`;
}
