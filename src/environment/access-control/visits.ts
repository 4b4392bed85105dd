import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Response } from '@playwright/test';
import { answerTo, type Asker } from './answer.js';

/** What somebody was shown on their way through a site. */
export interface Visits {
  /** What was asked for with GET, each address once and without its fragment, in that order. */
  addresses: string[];
  /** What matches in the addresses and in answers of text, each once: `ids(/\bFN-\d+\b/)`. */
  ids(pattern: RegExp): string[];
  /** Every answer of text, with the path that was asked for. */
  texts: { where: string; text: string }[];
}

interface Visit {
  address: string;
  /** Undefined: no text, or it was gone before it could be read. */
  text: string | undefined;
}

/** The same for everybody: these are never asked for as somebody else. */
const furniture = ['stylesheet', 'script', 'font', 'manifest', 'texttrack'];
/** Asked for again, these would sign the owner out, or somebody else in. */
const doors = /(?<![a-z])(?:sign|log)[-_]?(?:in|on|out|off)(?![a-z])|\/(?:callback|oauth2?|oidc|saml|sso)(?![a-z])/i;
const walkedAtMost = 100;
const bodiesWithinMs = 2_000;

/**
 * Records what the pages of a context get from `site`, frames, scripts and downloads too, from now on until `end()`.
 * @param site an address of the site; other origins are nobody's matter here.
 */
export function recordVisits(context: BrowserContext, site: string): { end(): Promise<Visits> } {
  const visits: Visit[] = [];
  const reading: Promise<void>[] = [];
  const { origin } = new URL(site);
  const onResponse = (response: Response): void => {
    const address = addressOf(response.url());
    const request = response.request();
    if (request.method() !== 'GET' || furniture.includes(request.resourceType())) return;
    if (new URL(address).origin !== origin || doors.test(address)) return;
    const visit: Visit = { address, text: undefined };
    visits.push(visit);
    // The body of a redirect, or of a page that was left at once, is not to be had.
    const read = response.text().then(
      (text) => void (visit.text = text),
      () => undefined,
    );
    reading.push(read);
  };
  context.on('response', onResponse);
  return {
    end: async () => {
      context.off('response', onResponse);
      // The browser never ends an answer that its page does not read.
      await Promise.race([Promise.all(reading), pause(bodiesWithinMs, undefined, { ref: false })]);
      return visitsOf(visits);
    },
  };
}

/**
 * Walks without a browser: asks for `start` and for every link below one of these paths, a hundred addresses at most.
 * @param start paths of the site, such as `/account`.
 * @throws SetupError when the site does not answer.
 */
export async function walkAs(visitor: Asker, site: string, start: readonly string[]): Promise<Visits> {
  const { origin } = new URL(site);
  const ahead = start.map((path) => new URL(path, site).href);
  const visits = new Map<string, Visit>();
  for (let address = ahead.shift(); address !== undefined && visits.size < walkedAtMost; address = ahead.shift()) {
    if (visits.has(address)) continue;
    const { body } = await answerTo(visitor, address, new URL(address).pathname);
    visits.set(address, { address, text: body });
    ahead.push(...linksIn(body, address).filter((link) => isBelow(link, origin, start)));
  }
  return visitsOf([...visits.values()]);
}

function isBelow(link: string, origin: string, start: readonly string[]): boolean {
  const url = new URL(link);
  return (
    url.origin === origin &&
    !doors.test(link) &&
    start.some((path) => `${url.pathname}/`.startsWith(`${path.replace(/\/$/, '')}/`))
  );
}

function linksIn(html: string, base: string): string[] {
  return [...html.matchAll(/<a\s[^>]*?\bhref\s*=\s*["']([^"']+)["']/gi)].flatMap(([, href = '']) => {
    const written = href.replaceAll('&amp;', '&');
    return URL.canParse(written, base) ? [addressOf(new URL(written, base).href)] : [];
  });
}

function addressOf(url: string): string {
  return url.replace(/#.*$/s, '');
}

function visitsOf(visits: readonly Visit[]): Visits {
  const addresses = [...new Set(visits.map(({ address }) => address))];
  return {
    addresses,
    texts: visits.flatMap(({ address, text }) =>
      text === undefined ? [] : [{ where: new URL(address).pathname, text }],
    ),
    ids: (pattern) => {
      const every = new RegExp(pattern.source, [...new Set(`${pattern.flags}g`)].join(''));
      const texts = [...addresses, ...visits.flatMap(({ text }) => text ?? [])];
      return [...new Set(texts.flatMap((text) => [...text.matchAll(every)].map(([id]) => id)))];
    },
  };
}
