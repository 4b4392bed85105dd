import type { Site, Visit } from '../../records/site.js';
import type { Finding } from '../finding.js';

/** One thing that is wrong at one place. Flaws that differ in their place alone have one cause, and are told as one. */
export interface Flaw extends Finding {
  where: string;
}

/** The default export of `checks/<matter-at-risk>.check.ts`. */
export interface SiteCheck {
  /** What holds where nothing was found, as a sentence. */
  promise: string;
  /** Pure: everything that is wrong, place by place. */
  judge(site: Site): Flaw[];
  /** Why it cannot be said that nothing is wrong although nothing was found; undefined: it can. */
  unmeasured?(site: Site): string | undefined;
}

export function defineSiteCheck(check: SiteCheck): SiteCheck {
  return check;
}

/** Visits that were answered with a page of HTML. */
export function pagesOf({ visits }: Site): (Visit & { page: NonNullable<Visit['page']> })[] {
  return visits.flatMap((visit) =>
    visit.page !== undefined && isAnswered(visit) ? [{ ...visit, page: visit.page }] : [],
  );
}

/** Whether what was asked for was given. */
export function isAnswered({ status }: { status?: number | undefined }): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** An address as it is told: on the target itself without its origin. */
export function placeOf({ target }: Site, url: string): string {
  const { origin, pathname, search } = new URL(url);
  return `${origin === new URL(target).origin ? '' : origin}${pathname}${search}`;
}
