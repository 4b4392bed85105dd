import { html, raw } from 'hono/html';
import type { Markup } from './layout.js';

/** Simple drawings in a 100 × 100 box; `currentColor` is the goods' main colour, black and white shade it. */
const shapes: Record<string, string> = {
  mug: '<path d="M28 34h38v30a10 10 0 0 1-10 10H38a10 10 0 0 1-10-10z"/><path d="M66 41h6a8 8 0 0 1 0 20h-6" fill="none" stroke="currentColor" stroke-width="5"/><path d="M28 34h38v7H28z" opacity=".25" fill="#000"/>',
  bowl: '<path d="M20 44h60c0 18-12 30-26 30h-8C32 74 20 62 20 44z"/><path d="M38 74h24v5H38z"/><ellipse cx="50" cy="44" rx="30" ry="6" opacity=".3" fill="#000"/>',
  pot: '<path d="M26 42h46v24a10 10 0 0 1-10 10H36a10 10 0 0 1-10-10z"/><path d="M22 36h54v6H22z" opacity=".8"/><circle cx="49" cy="31" r="4.5"/><path d="M72 50h12v5H72z"/>',
  bottle:
    '<path d="M43 18h14v12c0 5 8 7 8 17v26a7 7 0 0 1-7 7H42a7 7 0 0 1-7-7V47c0-10 8-12 8-17z"/><path d="M43 18h14v7H43z" opacity=".35" fill="#000"/><path d="M35 54h30v12H35z" opacity=".3" fill="#fff"/>',
  jar: '<rect x="32" y="34" width="36" height="44" rx="7"/><rect x="35" y="24" width="30" height="10" rx="3" opacity=".75"/><rect x="39" y="48" width="22" height="14" rx="2" opacity=".4" fill="#fff"/>',
  lamp: '<path d="M38 22h24l10 28H28z"/><path d="M48 50h4v26h-4z" opacity=".8"/><path d="M34 76h32v5H34z"/><path d="M38 22h24l2 6H36z" opacity=".3" fill="#fff"/>',
  pendant:
    '<path d="M49 12h2v24h-2z" opacity=".7"/><path d="M24 64a26 26 0 0 1 52 0z"/><ellipse cx="50" cy="64" rx="26" ry="5" opacity=".35" fill="#fff"/>',
  book: '<path d="M30 22h40v56H34a4 4 0 0 1-4-4z"/><path d="M34 72h36v6H34a3 3 0 0 1 0-6z" opacity=".6" fill="#fff"/><path d="M40 34h22v3H40zm0 7h14v3H40z" fill="#fff" opacity=".85"/>',
  notebook:
    '<rect x="30" y="20" width="42" height="60" rx="4"/><path d="M38 20v60" stroke="#000" opacity=".3" stroke-width="2"/><rect x="62" y="20" width="4" height="60" fill="#000" opacity=".3"/>',
  pen: '<path d="m30 72 4-14 30-34 10 9-30 34z"/><path d="m64 24 6-6 10 9-6 6z" opacity=".7"/><path d="m30 72 2-7 5 4z" fill="#000" opacity=".5"/>',
  tent: '<path d="M50 24 84 76H16z"/><path d="M50 44 64 76H36z" opacity=".35" fill="#000"/>',
  blanket:
    '<rect x="22" y="30" width="56" height="44" rx="5"/><path d="M22 40h56M22 64h56" stroke="#fff" stroke-width="3" opacity=".5"/><path d="M22 52h56" stroke="#000" stroke-width="4" opacity=".2"/>',
  cushion:
    '<path d="M26 30q24 7 48 0 7 22 0 44-24-7-48 0-7-22 0-44z"/><circle cx="50" cy="52" r="3" fill="#000" opacity=".3"/>',
  block:
    '<rect x="22" y="50" width="27" height="27" rx="3"/><rect x="52" y="50" width="27" height="27" rx="3" opacity=".7"/><rect x="37" y="21" width="27" height="27" rx="3" opacity=".85"/>',
  train:
    '<path d="M22 46h34V30h20v34H22z"/><path d="M28 36h10v10H28z" opacity=".8"/><rect x="61" y="36" width="10" height="10" fill="#fff" opacity=".7"/><circle cx="34" cy="68" r="8"/><circle cx="64" cy="68" r="8"/>',
  bag: '<path d="M26 40h48l4 38H22z"/><path d="M38 44v-8a12 12 0 0 1 24 0v8" fill="none" stroke="currentColor" stroke-width="4"/><path d="M25 52h50" stroke="#000" opacity=".25" stroke-width="3"/>',
};

/** The picture of goods, drawn here: no file to load, nothing that moves the page. The name stands beside it. */
export function picture({ shape, hue }: { shape: string; hue: number }): Markup {
  const drawing = shapes[shape] ?? shapes['block'] ?? '';
  return html`<svg
    class="picture"
    viewBox="0 0 100 100"
    aria-hidden="true"
    color="hsl(${hue} 38% 42%)"
    fill="currentColor"
  >
    <rect width="100" height="100" fill="hsl(${hue} 32% 92%)" />
    <ellipse cx="50" cy="81" rx="32" ry="4" fill="#000" opacity=".08" />
    ${raw(drawing)}
  </svg>`;
}
