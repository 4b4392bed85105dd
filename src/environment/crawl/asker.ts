import { readAnswer, type AnswerRead } from './answer-facts.js';
import { ask, type RawAnswer } from './ask.js';
import { openCookieJar } from './cookie-jar.js';
import type { CrawlLimits } from './limits.js';
import type { Pace } from './pace.js';
import { retryAfterMs } from './retry-after.js';
import { slotsOf } from './slots.js';

/** Asks staging as the crawl does: politely, as somebody with credentials or as a stranger. */
export interface Asker {
  /** Undefined: the crawl is over, `pace` says why. */
  asVisitor(url: string, headers?: Record<string, string>): Promise<AnswerRead | undefined>;
  /** Without credentials and cookies. */
  asStranger(url: string): Promise<AnswerRead | undefined>;
}

export interface Visitor {
  /** HTTP basic, for the target's origin alone. */
  access: { username: string; password: string } | undefined;
  userAgent: string;
  target: string;
}

// One that is refused again and again is told as what it is.
const mostTries = 4;

export function askerOf(visitor: Visitor, limits: CrawlLimits, pace: Pace): Asker {
  const { access, userAgent } = visitor;
  const { origin } = new URL(visitor.target);
  const jar = openCookieJar();
  const inSlot = slotsOf(limits.inFlight);
  const authorization =
    access === undefined
      ? undefined
      : `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`;

  const politely = async (url: string, headers: () => Record<string, string>): Promise<RawAnswer | undefined> => {
    for (let tries = 1; await pace.turn(); tries += 1) {
      const answerMs = Math.min(limits.answerMs, pace.leftMs());
      const raw = await inSlot(() => ask(url, headers(), { bytes: limits.bytes, answerMs }));
      // Cut short by the end of the crawl, which is no fault of the page.
      if (raw.status === undefined && answerMs < limits.answerMs && pace.end() !== undefined) return undefined;
      const restMs =
        raw.status === undefined
          ? undefined
          : retryAfterMs(raw.status, raw.headers.get('retry-after') ?? undefined, Date.now());
      if (restMs === undefined || tries === mostTries) return raw;
      pace.rest(restMs);
    }
    return undefined;
  };

  return {
    async asVisitor(url, headers = {}) {
      const own = (): Record<string, string> => {
        const cookie = jar.for(url);
        return {
          ...{ 'user-agent': userAgent, accept: 'text/html,*/*;q=0.8', ...headers },
          ...(cookie === undefined ? {} : { cookie }),
          ...(authorization === undefined || new URL(url).origin !== origin ? {} : { authorization }),
        };
      };
      let raw = await politely(url, own);
      if (raw === undefined) return undefined;
      const cookies = raw.headers.getSetCookie();
      jar.take(url, cookies);
      const first = readAnswer(raw);
      // A site that first looks whether cookies are kept sends its visitor to where he is.
      if (cookies.length === 0 || first.answer.leadsTo !== url) return first;
      raw = await politely(url, own);
      if (raw === undefined) return undefined;
      const again = readAnswer(raw);
      return { ...again, answer: { ...again.answer, cookies: [...first.answer.cookies, ...again.answer.cookies] } };
    },
    async asStranger(url) {
      const raw = await politely(url, () => ({ 'user-agent': userAgent, accept: 'text/html,*/*;q=0.8' }));
      return raw === undefined ? undefined : readAnswer(raw);
    },
  };
}
