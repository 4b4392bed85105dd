/**
 * The rooms of `src/` and who may see whom: the import law as data. `.dependency-cruiser.mjs` makes rules of it,
 * `docs/architecture.md` shows it. A folder of `src/` that is not named here is a breach.
 *
 * - `duty`: what the room is for, for the map.
 * - `sees`: rooms it may import, besides itself and `records`; `types` those of which it may import types only.
 * - `story`: sees every room, and the files above them.
 * - `judge`: without hands: no Node core module, no npm package but zod, no clock, no randomness.
 *
 * @typedef {{ duty: string, sees: string[], types?: string[], story?: boolean, judge?: boolean }} Room
 * @type {Record<string, Room>}
 */
export const rooms = {
  records: { duty: 'the nouns of a run, as zod schemas', sees: [], judge: true },
  plan: { duty: 'draws up what will be checked, before anything is sent', sees: ['tools', 'statistics'] },
  stages: { duty: 'carries the plan out, one gathering after the other', sees: ['tools'] },
  tools: { duty: 'the only hands: processes, browser, k6, autocannon, network', sees: [] },
  suite: { duty: 'what suites hold: the test, its fixtures, derived checks', sees: ['tools'] },
  evidence: { duty: 'the only writer of evidence', sees: [] },
  environment: { duty: 'readers and scanners for environment checks', sees: [] },
  statistics: { duty: 'intervals and comparisons, pure', sees: [], judge: true },
  policy: { duty: 'judges one check', sees: ['statistics'], judge: true },
  verdict: { duty: 'judges the release', sees: [], types: ['policy'], judge: true },
  report: { duty: 'says the verdict in many formats', sees: [] },
  'run-folder': {
    duty: 'what a run leaves: judged, and told in reports',
    sees: ['evidence', 'policy', 'verdict', 'report'],
  },
  release: { duty: 'signs, approves and guards', sees: ['evidence'] },
  verify: { duty: 'the chapters of `src/verify.ts`: hands each room what it needs', sees: [], story: true },
  commands: { duty: 'the other words of the command line', sees: [], story: true },
  'any-site': { duty: 'the suites of a site that has none of its own', sees: [], story: true },
};

/** Files above the rooms that any room but a judge may import: facts, not powers. */
export const facts = ['version'];

/** The doors by which suites, load and fixtures enter the engine: files of `src/`, named in package.json's `exports`. */
export const frontDoors = ['index', 'test', 'environment'];
