import type { Answer, Reference, Visit } from '../../records/site.js';
import { someOf } from '../finding.js';
import type { AnswerRead } from './answer-facts.js';
import type { Asker } from './asker.js';
import { openFrontier, type Wanted } from './frontier.js';
import type { CrawlLimits } from './limits.js';
import type { Pace } from './pace.js';
import { isInScope, isRisky, type Scope } from './scope.js';

/** What a crawl saw, and what it did not. */
export interface Crawled {
  visits: Visit[];
  unread: string[];
  leftOut: { byLimits: number; asRisky: number };
}

/** A first address, why it is asked for, and the sitemap that names it. */
export type Seed = Pick<Reference, 'url' | 'use'> & { depth: number; foundIn?: string };

interface Seen {
  answer: Answer;
  asStranger: Visit['asStranger'];
}

// A chain of redirects that browsers give up on.
const mostHops = 20;

/**
 * Visits what the seeds lead to, in scope and within the limits, a few requests at a time. What redirects or leads
 * elsewhere is noted and not followed.
 *
 * @param doubts whether each address is asked for as a stranger as well
 */
export async function crawl(
  seeds: readonly Seed[],
  {
    scope,
    asker,
    pace,
    limits,
    doubts,
  }: { scope: Scope; asker: Asker; pace: Pace; limits: CrawlLimits; doubts: boolean },
): Promise<Crawled> {
  const frontier = openFrontier(limits);
  const seen = new Map<Wanted, Seen>();
  const risky = new Set<string>();
  const interrupted: Wanted[] = [];

  const follow = (url: string, use: Reference['use'], from: Parameters<typeof frontier.add>[2]): void => {
    if (use === 'form' || !isInScope(url, scope)) return;
    if (use !== 'load' && isRisky(url)) risky.add(url);
    else frontier.add(url, use, from);
  };
  const visit = async (wanted: Wanted): Promise<void> => {
    const { url, use, depth, hops } = wanted;
    const read = await asker.asVisitor(url);
    const stranger = read === undefined || !doubts || !isRead(read) ? undefined : await asker.asStranger(url);
    if (read === undefined || (doubts && isRead(read) && stranger === undefined)) return void interrupted.push(wanted);
    seen.set(wanted, { answer: read.answer, asStranger: stranger === undefined ? undefined : strangersPart(stranger) });
    const { leadsTo } = read.answer;
    if (leadsTo !== undefined && hops < mostHops)
      follow(leadsTo, use, { depth, hops: hops + 1, ...(use === 'guess' ? {} : { url, element: 'redirect' }) });
    for (const reference of read.references) {
      const further = reference.use === 'load' ? depth : depth + 1;
      follow(reference.url, reference.use, { depth: further, url, element: reference.element });
    }
  };

  for (const { url, use, depth, foundIn } of seeds)
    follow(url, use, foundIn === undefined ? { depth } : { depth, url: foundIn, element: 'sitemap' });
  const running = new Set<Promise<void>>();
  for (;;) {
    while (running.size < limits.inFlight && pace.end() === undefined) {
      const wanted = frontier.take();
      if (wanted === undefined) break;
      const visiting: Promise<void> = visit(wanted).finally(() => running.delete(visiting));
      running.add(visiting);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }

  const visits = [...seen].map(([wanted, read]) => visitOf(wanted, read));
  const end = pace.end();
  const waiting = frontier.left() + interrupted.length;
  const unread = [
    ...(end === undefined || waiting === 0 ? [] : [`${waiting} known addresses were not asked for: ${end}.`]),
    ...tooLarge(visits, limits),
  ];
  return { visits, unread, leftOut: { byLimits: end === undefined ? frontier.left() : 0, asRisky: risky.size } };
}

function isRead({ answer }: AnswerRead): boolean {
  return answer.status !== undefined && answer.status < 400;
}

function visitOf(wanted: Wanted, { answer, asStranger }: Seen): Visit {
  const { use, shape, depth, foundIn, foundTimes } = wanted;
  return { ...answer, use, shape, depth, foundIn, foundTimes, ...(asStranger === undefined ? {} : { asStranger }) };
}

function strangersPart({ answer }: AnswerRead): Visit['asStranger'] {
  const { status, trouble, leadsTo, page } = answer;
  return {
    ...(status === undefined ? {} : { status }),
    ...(trouble === undefined ? {} : { trouble }),
    ...(leadsTo === undefined ? {} : { leadsTo }),
    ...(page === undefined ? {} : { page: { ...page, references: [] } }),
  };
}

/** Pages that were not read to their end: what is behind it nobody has judged. */
function tooLarge(visits: readonly Visit[], { bytes }: CrawlLimits): string[] {
  const cut = visits.filter(({ isWhole, status, page }) => !isWhole && status !== undefined && page !== undefined);
  if (cut.length === 0) return [];
  const named = someOf(cut.map(({ url }) => new URL(url).pathname));
  return [
    `${named} ${cut.length === 1 ? 'has' : 'have'} over ${bytes} bytes, or nests too deeply to be read to its end.`,
  ];
}
