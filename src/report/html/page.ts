import { createHash } from 'node:crypto';
import type { ReportInput } from '../input.js';
import { type Markup, markup, ours } from '../text/markup.js';
import { hero, pageTitle } from './hero.js';
import { shapes } from './mark.js';
import { type Section, section } from './section.js';
import { style } from './style.js';

/**
 * The page around the sections. Its content security policy forbids whatever it does not hold itself: no script, no
 * request, so that nothing a run brought in can act, even if it got through the escaping.
 */
export function page(input: ReportInput, sections: readonly Section[]): Markup {
  const digest = createHash('sha256').update(style).digest('base64');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${pageTitle(input.verdict)}</title>
<style>${ours(style)}</style>
</head>
<body>
${shapes}
<div class="page">
${hero(input)}
<nav class="contents" aria-label="Contents"><ul>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<main>
${sections.map(section)}</main>
<footer><p>Made by gonogo ${input.verdict.gonogo} from verdict.json, which is the word that counts. Traces, screenshots and logs may hold what customers and staging know: share them with care.</p></footer>
</div>
</body>
</html>
`;
}
