import path from 'node:path';
import { notMeasured, recordOf, type Converted } from '../evidence/converted.js';
import { mostRunsInPairs } from '../plan/in-pairs.js';
import { allowedHosts } from '../plan/target.js';
import { judgingContext } from '../policy/context.js';
import { judgeCheck } from '../policy/judge-check.js';
import { noiseInWords } from '../policy/outcome-of-side-by-side.js';
import type { Profile } from '../records/check.js';
import type { EvidenceRecord, Measured, RawFile } from '../records/evidence.js';
import type { LimitMeasured, SideBySide } from '../records/load-measured.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { UsageError } from '../records/usage-error.js';
import { keepStaging } from '../stages/staging.js';
import { fewestPairs, mostPairs } from '../statistics/looks.js';
import { measureWithCosts } from './costs.js';
import type { House } from './house.js';
import type { Run } from './run.js';
import { releasesAt } from './two-releases.js';

const sides = ['before', 'after'] as const;
type Side = (typeof sides)[number];
const graceMs = 10_000;

/** What was measured so far: of each check its pairs, or why there is nothing. */
interface Book {
  pairs: Map<string, SideBySide['pairs']>;
  unmeasured: Map<string, Measured>;
  raw: RawFile[];
  problems: Converted['problems'];
  processMs: number;
}

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
  const book: Book = { pairs: new Map(), unmeasured: new Map(), raw: [], problems: [], processMs: 0 };
  const nothing = (measured: Measured): void => planned.forEach(({ id }) => book.unmeasured.set(id, measured));
  let releases = { before: 'unknown', after: 'unknown' };
  const startedAt = new Date().toISOString();
  const began = performance.now();
  try {
    if (house.reachOther === undefined) throw new Error(`${gathering.id} is planned, and nothing runs beside`);
    const other = await house.reachOther().catch((error: unknown) => notReached(error, run));
    try {
      const answered = await releasesAt(other.staging, house, run);
      releases = answered.releases;
      await runPairs(gathering, planned, other.staging, house, run, { book, releases, note });
      const later = await releasesAt(other.staging, house, run);
      if (later.key !== answered.key)
        throw new SetupError('A release changed while pairs were run.', 'subject-changed', 'environment');
    } finally {
      await other.child?.stop({ graceMs });
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    nothing(notMeasured(error.reasonCode, error.message, error.attribution));
  }
  if (run.options.aa === true)
    for (const { id, source } of planned) {
      const measured = measuredOf(id, book, releases);
      if (measured.kind === 'side-by-side' && source.kind === 'comparison')
        note([`${id}:`, ...noiseInWords(measured, source)].join(' '));
    }
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw: book.raw };
  const period = { startedAt, durationMs: performance.now() - began };
  return {
    records: planned.map(({ id }) => recordOf(id, measuredOf(id, book, releases, period), origin)),
    problems: book.problems,
    processMs: book.processMs,
  };
}

/** Whatever keeps it from being up keeps nothing else of this run from being measured. */
function notReached(error: unknown, { options }: Run): never {
  const which = options.aa === true ? 'The same release once more' : 'The release before';
  const said = (reason: Error): string => `${which}: ${reason.message}`;
  if (error instanceof SetupError) throw new SetupError(said(error), error.reasonCode, 'environment');
  if (error instanceof UsageError) throw new SetupError(said(error), 'configuration', 'environment');
  throw error;
}

function measuredOf(
  id: string,
  { pairs, unmeasured }: Book,
  releases: SideBySide['releases'],
  period?: SideBySide['period'],
): Measured {
  return (
    unmeasured.get(id) ?? { kind: 'side-by-side', releases, pairs: pairs.get(id) ?? [], ...(period && { period }) }
  );
}

async function runPairs(
  gathering: InPairs,
  planned: readonly PlannedCheck[],
  other: Staging,
  house: House,
  run: Run,
  { book, releases, note }: { book: Book; releases: SideBySide['releases']; note: (line: string) => void },
): Promise<void> {
  const stagingFile = path.join(run.temp, 'other-staging.json');
  await keepStaging(stagingFile, other);
  const egress = allowedHosts(house.config, other);
  const { inPairs: profile } = gathering;
  const isMeasuringNoise = run.options.aa === true;
  const ways: Record<Side, { env: Record<string, string>; egress: readonly string[]; staging: Staging }> = {
    before: {
      staging: other,
      env: {
        ...house.env,
        GONOGO_STAGING: stagingFile,
        GONOGO_TARGET: other.target,
        GONOGO_EGRESS: JSON.stringify(egress),
      },
      egress,
    },
    after: { staging: house.staging, env: house.env, egress: house.egress },
  };
  for (let nth = 0; nth <= mostPairs && book.unmeasured.size < planned.length; nth += 1) {
    run.stop.throwIfAborted();
    const isWarmUp = nth === 0;
    const pair = isWarmUp ? 'warm-up' : `${nth}`;
    const of = isMeasuringNoise ? '' : `${fewestPairs} or `;
    note(
      `${gathering.id}: ${isWarmUp ? 'a pair that warms up and does not count' : `pair ${pair} of ${of}${mostPairs}`}`,
    );
    const found: Record<Side, Map<string, Measured>> = { before: new Map(), after: new Map() };
    // Who goes first alternates, so that drift meets both alike.
    for (const side of nth % 2 === 1 ? sides : sides.toReversed()) {
      const id = `${gathering.id}-${pair}-${side}`;
      const env = { ...ways[side].env, GONOGO_PROFILE: profile };
      const how = { ...ways[side], id, profile, env, of: mostRunsInPairs };
      const one = await measureWithCosts(gathering, planned, house, run, how);
      book.processMs += one.processMs;
      book.raw.push(...one.raw);
      book.problems.push(...one.problems);
      found[side] = one.found;
    }
    if (isWarmUp) continue;
    enter(nth, found, planned, releases, book);
    if (
      nth === fewestPairs &&
      !isMeasuringNoise &&
      isDecided(planned, house, run, (id) => measuredOf(id, book, releases))
    )
      return;
  }
}

/** A run that left nothing to judge leaves nothing to compare: which one is said. */
function enter(
  nth: number,
  found: Record<Side, ReadonlyMap<string, Measured>>,
  planned: readonly PlannedCheck[],
  releases: SideBySide['releases'],
  { pairs, unmeasured }: Book,
): void {
  for (const { id } of planned) {
    const [before, after] = sides.map((side) => found[side].get(id));
    const lacking = sides.find((side) => found[side].get(id)?.kind !== 'limit');
    if (lacking === undefined) {
      pairs.set(id, [...(pairs.get(id) ?? []), { before: before as LimitMeasured, after: after as LimitMeasured }]);
      continue;
    }
    const why = found[lacking].get(id);
    if (why?.kind === 'not-measured')
      unmeasured.set(id, { ...why, message: `Pair ${nth}, release ${releases[lacking]}: ${why.message}` });
  }
}

/** One that is worse decides, and so do all that are not. */
function isDecided(
  planned: readonly PlannedCheck[],
  { plan, policy }: House,
  run: Run,
  measured: (id: string) => Measured,
): boolean {
  const now = new Date().toISOString();
  const context = judgingContext(plan, { policy, now, health: [], problems: new Map() });
  const outcomes = planned.map((check) => {
    const record: EvidenceRecord = recordOf(check.id, measured(check.id), { runId: run.id, recordedAt: now, raw: [] });
    return judgeCheck(check, record, context).outcome;
  });
  return outcomes.includes('failed') || outcomes.every((outcome) => outcome === 'passed');
}
