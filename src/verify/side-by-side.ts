import path from 'node:path';
import { notMeasured, type Converted } from '../evidence/converted.js';
import { mostRunsInPairs } from '../plan/in-pairs.js';
import { allowedHosts } from '../plan/target.js';
import { judgingContext } from '../policy/context.js';
import { judgeCheck } from '../policy/judge-check.js';
import { noiseInWords } from '../policy/outcome-of-side-by-side.js';
import type { Profile } from '../records/check.js';
import type { EvidenceRecord, Measured } from '../records/evidence.js';
import type { SideBySide } from '../records/load-measured.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { UsageError } from '../records/usage-error.js';
import { keepStaging } from '../stages/staging.js';
import { fewestPairs } from '../statistics/looks.js';
import { measureWithCosts } from './costs.js';
import type { House } from './house.js';
import { measurePairByPair, openBook, recordsOfBook, type Book, type Sides } from './pair-by-pair.js';
import type { LoadRun } from './run-load.js';
import type { Run } from './run.js';
import { releasesAt } from './two-releases.js';

const graceMs = 10_000;

type Pair = SideBySide['pairs'][number];
/** What a run of the script measured, by check. */
type Found = ReadonlyMap<string, Measured>;

/** The script's runs for two stagings in turn, as the profile has them. */
type InPairs = Gathering & { inPairs: Profile };

/**
 * Measures the release before and this one under the same load, one after the other, in pairs: as many as it takes to
 * decide every comparison, and no more than would decide any. The release before is up for so long only. With `--aa` the
 * other one is the same release, and all pairs are run: what they differ by is noise.
 */
export async function gatherSideBySide(
  gathering: InPairs,
  planned: readonly PlannedCheck[],
  house: House,
  run: Run,
  note: (line: string) => void,
): Promise<Converted & { processMs: number }> {
  const book = openBook<Pair>();
  let releases = { before: 'unknown', after: 'unknown' };
  const measuredOf = (id: string): SideBySide => ({ kind: 'side-by-side', releases, pairs: book.pairs.get(id) ?? [] });
  const found = (): Converted & { processMs: number } => recordsOfBook(planned, book, run, measuredOf);
  // A pair is two runs of the whole script, however few checks it is for: all are open until all are decided.
  const openAfter = (pairs: number): readonly PlannedCheck[] => {
    const isLook = pairs === fewestPairs && run.options.aa !== true;
    const isOver = book.unmeasured.size === planned.length || (isLook && isDecided(planned, found().records, house));
    return isOver ? [] : planned;
  };
  try {
    if (house.reachOther === undefined) throw new Error(`${gathering.id} is planned, and nothing runs beside`);
    const other = await house.reachOther().catch((error: unknown) => notReached(error, run));
    try {
      const answered = await releasesAt(other.staging, house, run);
      releases = answered.releases;
      const sides = await sidesOf(gathering, planned, other.staging, house, run, { book, releases });
      await measurePairByPair({ ...sides, openAfter }, book, run, note);
      const later = await releasesAt(other.staging, house, run);
      if (later.key !== answered.key)
        throw new SetupError('A release changed while pairs were run.', 'subject-changed', 'environment');
    } finally {
      await other.child?.stop({ graceMs });
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const why = notMeasured(error.reasonCode, error.message, error.attribution);
    planned.forEach(({ id }) => book.unmeasured.set(id, why));
  }
  if (run.options.aa === true)
    for (const { id, source } of planned)
      if (!book.unmeasured.has(id) && source.kind === 'comparison')
        note([`${id}:`, ...noiseInWords(measuredOf(id), source)].join(' '));
  return found();
}

/** Whatever keeps it from being up keeps nothing else of this run from being measured. */
function notReached(error: unknown, { options }: Run): never {
  const which = options.aa === true ? 'The same release once more' : 'The release before';
  const said = (reason: Error): string => `${which}: ${reason.message}`;
  if (error instanceof SetupError) throw new SetupError(said(error), error.reasonCode, 'environment');
  if (error instanceof UsageError) throw new SetupError(said(error), 'configuration', 'environment');
  throw error;
}

/** The script's run for the release before, and that for this one. */
async function sidesOf(
  gathering: InPairs,
  planned: readonly PlannedCheck[],
  before: Staging,
  house: House,
  run: Run,
  { book, releases }: { book: Book<Pair>; releases: SideBySide['releases'] },
): Promise<Omit<Sides<PlannedCheck, Found, Found, Pair>, 'openAfter'>> {
  const { id: own, inPairs: profile } = gathering;
  const stagingFile = path.join(run.temp, 'other-staging.json');
  await keepStaging(stagingFile, before);
  const egress = allowedHosts(house.config, before);
  const otherEnv = {
    GONOGO_STAGING: stagingFile,
    GONOGO_TARGET: before.target,
    GONOGO_EGRESS: JSON.stringify(egress),
  };
  const measure = async (id: string, to: Pick<LoadRun, 'env' | 'egress'> & { staging: Staging }): Promise<Found> => {
    const env = { ...to.env, GONOGO_PROFILE: profile };
    const how = { ...to, id, profile, env, of: mostRunsInPairs };
    const { found, raw, problems, processMs } = await measureWithCosts(gathering, planned, house, run, how);
    book.raw.push(...raw);
    book.problems.push(...problems);
    book.processMs += processMs;
    return found;
  };
  const { staging, env } = house;
  return {
    id: own,
    one: (id) => measure(`${id}-before`, { staging: before, env: { ...env, ...otherEnv }, egress }),
    other: (id) => measure(`${id}-after`, { staging, env, egress: house.egress }),
    pairOf({ id }, one, other) {
      const [was, is] = [one.get(id), other.get(id)];
      if (was?.kind !== 'limit') return { lacks: `release ${releases.before}`, found: was };
      if (is?.kind !== 'limit') return { lacks: `release ${releases.after}`, found: is };
      return { pair: { before: was, after: is } };
    },
  };
}

/** One that is worse decides, and so do all that are not. */
function isDecided(
  planned: readonly PlannedCheck[],
  records: readonly EvidenceRecord[],
  { plan, policy }: House,
): boolean {
  const now = new Date().toISOString();
  const context = judgingContext(plan, { policy, now, health: [], problems: new Map() });
  const outcomes = planned.map((check, at) => judgeCheck(check, records[at], context).outcome);
  return outcomes.includes('failed') || outcomes.every((outcome) => outcome === 'passed');
}
