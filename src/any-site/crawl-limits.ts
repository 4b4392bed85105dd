/** The same for all specs, so that they share one crawl; less than what a gathering of tests may take. */
export const limits = { pages: 500, timeMs: 120_000 };
