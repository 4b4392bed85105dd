import path from 'node:path';
import { notMeasured, recordOf, type Converted } from '../evidence/converted.js';
import { readLoadEvidence } from '../evidence/from-load.js';
import { recordsOfTestStream } from '../evidence/from-tests.js';
import { loadBeside } from '../evidence/load-beside.js';
import { mostRunsInPairs } from '../plan/in-pairs.js';
import { outcomeOfUnderLoad, isOpen } from '../policy/outcome-of-under-load.js';
import type { Profile } from '../records/check.js';
import type { Measured, RawFile, UnderLoadMeasured } from '../records/evidence.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { walkVariable } from '../records/page-times.js';
import type { Gathering, PlannedCheck, UnderLoadSource } from '../records/plan.js';
import { gatherTests } from '../stages/gather-tests.js';
import { fewestPairs, mostPairs } from '../statistics/looks.js';
import type { House } from './house.js';
import { limitOf, runBesideLoad } from './run-load.js';
import type { Run } from './run.js';
import { takeIn } from './take-in.js';

type Walks = Gathering & { underLoad: Profile };
type Walked = PlannedCheck & { source: UnderLoadSource };
/** What each test did, by its check; undefined: the load did not come to be sent. */
type Walk = Map<string, Measured> | undefined;

/** What was measured so far: of each check its pairs, or why there is nothing. */
interface Book {
  pairs: Map<string, UnderLoadMeasured['pairs']>;
  unmeasured: Map<string, Measured>;
  raw: RawFile[];
  problems: Converted['problems'];
  processMs: number;
}

/**
 * Walks tests with a load script beside them and without, one after the other, in pairs: each until its check is decided,
 * or no more pairs would decide it. Each walk is one browser, and begins when the script has sent for a while.
 */
export async function gatherUnderLoad(
  gathering: Walks,
  planned: readonly PlannedCheck[],
  house: House,
  run: Run,
  note: (line: string) => void,
): Promise<Converted & { processMs: number }> {
  const book: Book = { pairs: new Map(), unmeasured: new Map(), raw: [], problems: [], processMs: 0 };
  const checks = planned.map((check) => walked(check, gathering));
  const { k6 } = house;
  // It writes nothing before its end, and then not what it sent in which second.
  if (k6?.hasExtension === false)
    for (const { id } of checks)
      book.unmeasured.set(
        id,
        notMeasured(
          'load-missing',
          `k6 ${k6.version} has not gonogo's extension: nobody knows what it sent while a test walked.`,
        ),
      );
  const startedAt = new Date().toISOString();
  const began = performance.now();
  for (let nth = 0; nth <= mostPairs; nth += 1) {
    run.stop.throwIfAborted();
    const open = checks.filter(
      ({ id, source }) => !book.unmeasured.has(id) && isOpen(outcomeOfUnderLoad(measuredOf(id, book), source)),
    );
    if (open.length === 0) break;
    const isWarmUp = nth === 0;
    const words = isWarmUp
      ? 'a pair that warms up and does not count'
      : `pair ${nth} of ${fewestPairs} or ${mostPairs}`;
    note(`${gathering.id}: ${words}`);
    const pair = await walkPair(`${gathering.id}-${isWarmUp ? 'warm-up' : nth}`, nth, open, {
      gathering,
      house,
      run,
      book,
    });
    if (!isWarmUp) for (const check of open) enter(nth, check, pair, book);
  }
  for (const { id, source } of checks)
    if (!book.unmeasured.has(id)) note(`${id}: ${outcomeOfUnderLoad(measuredOf(id, book), source).message}`);
  const period = { startedAt, durationMs: performance.now() - began };
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw: book.raw };
  return {
    records: checks.map(({ id }) =>
      recordOf(id, book.unmeasured.get(id) ?? { ...measuredOf(id, book), period }, origin),
    ),
    problems: book.problems,
    processMs: book.processMs,
  };
}

function walked(check: PlannedCheck, { id }: Walks): Walked {
  const { source } = check;
  if (source.kind !== 'under-load') throw new Error(`${id} is planned with ${check.id}, which does not walk`);
  return { ...check, source };
}

function measuredOf(id: string, { pairs }: Book): UnderLoadMeasured {
  return { kind: 'under-load', pairs: pairs.get(id) ?? [] };
}

interface Scene {
  gathering: Walks;
  house: House;
  run: Run;
  book: Book;
}

interface Pair {
  idle: Walk;
  loaded: Walk;
  load: LoadEvidence | Measured;
}

/** Which goes first alternates, so that drift meets both alike. */
async function walkPair(id: string, nth: number, checks: readonly Walked[], scene: Scene): Promise<Pair> {
  const idle = (): Promise<Walk> => walk(`${id}-idle`, checks, scene);
  if (nth % 2 === 1) return { idle: await idle(), ...(await walkUnderLoad(`${id}-loaded`, checks, scene)) };
  const loaded = await walkUnderLoad(`${id}-loaded`, checks, scene);
  return { ...loaded, idle: await idle() };
}

/** Tried once each: what fails is told, and not tried until it passes. */
async function walk(id: string, checks: readonly Walked[], { gathering, house, run, book }: Scene): Promise<Walk> {
  const tests = checks.map(({ source }) => source.test);
  const env = { ...house.env, GONOGO_ATTEMPTS: '1', [walkVariable]: '1' };
  const limitMs = limitOf(gathering.estimatedSeconds / mostRunsInPairs);
  const place = {
    runDir: run.dir,
    projectDir: house.testsDir,
    env,
    limitMs,
    stop: run.stop,
    workers: 1,
    headed: false,
  };
  const { rawFile, exit, processMs } = await gatherTests(house.supervisor, { id, tests }, place, () => undefined);
  book.processMs += processMs;
  const { text, raw, flaw } = takeIn(path.join(run.dir, rawFile), run.redact, house.evidence);
  book.raw.push(...raw);
  const unread = notMeasured('unparsable', `${rawFile} cannot be read: ${flaw}.`);
  if (flaw !== undefined) return new Map(checks.map((check) => [check.id, unread]));
  const planned = checks.map((check) => ({ ...check, source: { kind: 'test' as const, ...check.source.test } }));
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw, planned, exit };
  const { records, problems } = recordsOfTestStream({ ...origin, stream: text });
  book.problems.push(...problems);
  return new Map(records.map(({ check, measured }) => [check, measured]));
}

async function walkUnderLoad(
  id: string,
  checks: readonly Walked[],
  scene: Scene,
): Promise<{ loaded: Walk; load: LoadEvidence | Measured }> {
  const { gathering, house, run, book } = scene;
  const { underLoad: profile } = gathering;
  const how = { id: `${id}-load`, profile, env: house.env, egress: house.egress, of: mostRunsInPairs / 2 };
  const { found, load } = await runBesideLoad(gathering, house, run, how, () => walk(id, checks, scene));
  const { rawFile, exit, processMs } = load;
  book.processMs += processMs;
  const { text, raw, flaw } = takeIn(path.join(run.dir, rawFile), run.redact, house.evidence);
  book.raw.push(...raw);
  if (flaw !== undefined)
    return { loaded: found, load: notMeasured('unparsable', `${rawFile} cannot be read: ${flaw}.`) };
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw };
  return { loaded: found, load: readLoadEvidence({ ...origin, planned: [], evidence: text, exit }) };
}

/** A walk that left nothing to judge leaves nothing to compare: which one is said. */
function enter(nth: number, { id, source }: Walked, { idle, loaded, load }: Pair, { pairs, unmeasured }: Book): void {
  const lacking = (what: string, found: Measured | undefined): void => {
    const why = found?.kind === 'not-measured' ? found : notMeasured('no-evidence', 'Nothing was recorded.');
    if (why.kind === 'not-measured') unmeasured.set(id, { ...why, message: `Pair ${nth}, ${what}: ${why.message}` });
  };
  const before = idle?.get(id);
  if (before?.kind !== 'test') return lacking('without load', before);
  if ('kind' in load) return lacking(source.file, load);
  if (loaded === undefined)
    return lacking(
      source.file,
      notMeasured('load-missing', 'It was over before the walk could begin, or had sent nothing by then.'),
    );
  const after = loaded.get(id);
  if (after?.kind !== 'test') return lacking('under load', after);
  const own = { idle: before, loaded: after, load: loadBeside(load, after) };
  pairs.set(id, [...(pairs.get(id) ?? []), own]);
}
