import type { PageOfSite, Reference, Use } from '../../records/site.js';
import { parseHtml } from '../html.js';
import { addressOf } from './scope.js';

/** What is in the text of a page, besides what it says of itself. */
export interface PageRead extends PageOfSite {
  /** What a visitor reads, and what is in comments; not scripts, and not what is shown as code. */
  text: string;
  /** False: it nests deeper than is read. */
  isWhole: boolean;
}

/** Where elements name addresses; `srcset` and `<link>` have rules of their own. */
const places: ReadonlyMap<string, Readonly<Record<string, Use>>> = new Map<string, Record<string, Use>>([
  ['a', { href: 'link' }],
  ['area', { href: 'link' }],
  ['audio', { src: 'load' }],
  ['embed', { src: 'frame' }],
  ['form', { action: 'form' }],
  ['frame', { src: 'frame' }],
  ['iframe', { src: 'frame' }],
  ['image', { href: 'load', 'xlink:href': 'load' }],
  ['img', { src: 'load' }],
  ['input', { src: 'load' }],
  ['object', { data: 'frame' }],
  ['script', { src: 'load' }],
  ['source', { src: 'load' }],
  ['track', { src: 'load' }],
  ['use', { href: 'load', 'xlink:href': 'load' }],
  ['video', { src: 'load', poster: 'load' }],
]);
const linkUses: ReadonlyMap<string, Use> = new Map<string, Use>([
  ['alternate', 'link'],
  ['apple-touch-icon', 'load'],
  ['icon', 'load'],
  ['manifest', 'load'],
  ['modulepreload', 'load'],
  ['next', 'link'],
  ['preload', 'load'],
  ['prev', 'link'],
  ['stylesheet', 'load'],
]);
/** Words go on behind them: `<b>Warning</b>: …`. */
const inline = new Set(['a', 'b', 'em', 'font', 'i', 'small', 'span', 'strong', 'u', 'wbr']);
const unread = new Set(['script', 'style', 'code', 'samp', 'template']);

/** What a page of HTML says and refers to. */
export function readPage(html: string, url: string): PageRead {
  const read: PageRead = { robots: [], passwordFields: 0, references: [], text: '', isWhole: true };
  const seen = new Set<string>();
  const texts: string[] = [];
  let base = url;
  // Depths, in place of a list of what is open: a page may nest as deep as it is long.
  const within = { svg: 0, title: 0, unread: 0 };
  let title: string | undefined;

  const refer = (written: string | undefined, use: Use, element: string): void => {
    const address = written === undefined || written.startsWith('#') ? undefined : addressOf(written, base);
    if (address === undefined || seen.has(`${use} ${address}`)) return;
    seen.add(`${use} ${address}`);
    read.references.push({ url: address, use, element });
  };

  const enter = (name: string, by: number): void => {
    if (name === 'svg' || name === 'title') within[name] += by;
    if (unread.has(name)) within.unread += by;
  };

  read.isWhole = parseHtml(html, {
    onopentag(name, given) {
      const said: Partial<Record<string, string>> = given;
      enter(name, 1);
      if (!inline.has(name)) texts.push('\n');
      if (name === 'base' && said['href'] !== undefined) base = addressOf(said['href'], url) ?? base;
      if (name === 'html' && said['lang'] !== undefined) read.language ??= said['lang'].trim();
      if (name === 'title' && within.svg === 0) title ??= '';
      if (name === 'input' && said['type']?.toLowerCase() === 'password') read.passwordFields += 1;
      if (name === 'meta') readMeta(said, read, refer);
      if (name === 'link') {
        for (const relation of (said['rel'] ?? '').toLowerCase().split(/\s+/)) {
          const use = linkUses.get(relation);
          if (use !== undefined) refer(said['href'], use, `link rel=${relation}`);
        }
      }
      // What a search finds without words is a surface, too; a form that is posted does something.
      if (name === 'form' && said['method']?.toLowerCase() !== 'post') refer(said['action'], 'guess', name);
      for (const [attribute, use] of Object.entries(places.get(name) ?? {})) refer(said[attribute], use, name);
      for (const candidate of candidatesOf(said['srcset'])) refer(candidate, 'load', name);
    },
    ontext(text) {
      if (within.title > 0 && within.svg === 0) title = `${title ?? ''}${text}`;
      else if (within.unread === 0) texts.push(text);
    },
    oncomment: (text) => void texts.push(text),
    onclosetag: (name) => enter(name, -1),
  });
  read.text = texts.join('').trim();
  if (title !== undefined) read.title = title.replace(/\s+/g, ' ').trim();
  return read;
}

function readMeta(
  said: Partial<Record<string, string>>,
  read: PageRead,
  refer: (written: string | undefined, use: Use, element: string) => void,
): void {
  const content = said['content'] ?? '';
  const name = (said['name'] ?? said['http-equiv'] ?? '').toLowerCase();
  if (said['charset'] !== undefined) read.charset ??= said['charset'].trim();
  if (name === 'content-type') {
    const [, charset] = /charset=\s*["']?([^\s"';]+)/i.exec(content) ?? [];
    if (charset !== undefined) read.charset ??= charset;
  }
  if (name === 'robots' || name === 'googlebot') read.robots.push(content.toLowerCase());
  if (name === 'refresh') refer(/url\s*=\s*["']?([^"']+)/i.exec(content)?.[1], 'link', 'meta refresh');
}

/** The addresses of a `srcset`: `a.png 1x, b.png 2x`. */
function candidatesOf(srcset: string | undefined): string[] {
  if (srcset === undefined) return [];
  return srcset.split(/,\s+|,$/).flatMap((candidate) => candidate.trim().split(/\s+/, 1));
}

/** Addresses that a style sheet loads, as references of `element`. */
export function readStyleSheet(css: string, url: string): Reference[] {
  const plain = css
    .split('/*')
    .map((part, at) => (at === 0 ? part : part.split('*/').slice(1).join('*/')))
    .join('');
  const written = [
    ...plain.matchAll(
      /url\(\s{0,9}(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^()"'\s]{1,2000}))\s{0,9}\)|@import\s{1,9}["']([^"']{1,2000})["']/gi,
    ),
  ];
  const addresses = written.flatMap(([, double, single, bare, imported]) => {
    const one = double ?? single ?? bare ?? imported;
    if (one === undefined || one.startsWith('#')) return [];
    return addressOf(one, url) ?? [];
  });
  return [...new Set(addresses)].map((address) => ({ url: address, use: 'load', element: 'style sheet' }));
}
