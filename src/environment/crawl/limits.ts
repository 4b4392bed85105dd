/** What a crawl may ask of staging. */
export interface CrawlLimits {
  /** Pages that are asked for; beyond them, templates that were not seen yet come first. */
  pages: number;
  /** Style sheets, scripts, pictures and the like. */
  assets: number;
  /** Links between the start and a page. */
  depth: number;
  /** Of one answer, once it is unpacked. */
  bytes: number;
  /** Milliseconds for all. */
  timeMs: number;
  /** Milliseconds for one answer. */
  answerMs: number;
  /** Requests that wait for their answer at a time. */
  inFlight: number;
  /** Milliseconds of waiting in all, where staging asks for it (429, Retry-After). */
  patienceMs: number;
}

export const defaultLimits: CrawlLimits = {
  pages: 500,
  assets: 1000,
  depth: 20,
  bytes: 4 * 1024 * 1024,
  timeMs: 170_000,
  answerMs: 10_000,
  inFlight: 4,
  patienceMs: 30_000,
};
