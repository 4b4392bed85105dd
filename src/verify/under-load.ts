import { notMeasured, type Converted } from '../evidence/converted.js';
import { readLoadEvidence } from '../evidence/from-load.js';
import { recordsOfTestStream } from '../evidence/from-tests.js';
import { loadBeside } from '../evidence/load-beside.js';
import { mostRunsInPairs } from '../plan/in-pairs.js';
import { outcomeOfUnderLoad, isOpen } from '../policy/outcome-of-under-load.js';
import type { Profile } from '../records/check.js';
import type { Measured, UnderLoadMeasured } from '../records/evidence.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { walkVariable } from '../records/page-times.js';
import type { Gathering, PlannedCheck, UnderLoadSource } from '../records/plan.js';
import { gatherTests } from '../stages/gather-tests.js';
import type { House } from './house.js';
import { measurePairByPair, openBook, recordsOfBook, type Book, type Entry, type Sides } from './pair-by-pair.js';
import { limitOf, runBesideLoad } from './run-load.js';
import type { Run } from './run.js';
import { takeInAll } from './take-in.js';

type Walks = Gathering & { underLoad: Profile };
type Walked = PlannedCheck & { source: UnderLoadSource };
/** What each test did, by its check. */
type Walk = ReadonlyMap<string, Measured>;
/** A walk, undefined if the load did not come to be sent, and what was sent beside it. */
interface UnderLoad {
  loaded: Walk | undefined;
  load: LoadEvidence | Measured;
}

type Pair = UnderLoadMeasured['pairs'][number];

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
  const checks = planned.map((check) => walked(check, gathering));
  const book = openBook<Pair>();
  const { k6 } = house;
  // It writes nothing before its end, and then not what it sent in which second.
  if (k6?.hasExtension === false) {
    const words = `k6 ${k6.version} has not gonogo's extension: nobody knows what it sent while a test walked.`;
    for (const { id } of checks) book.unmeasured.set(id, notMeasured('load-missing', words));
  }
  const measuredOf = (id: string): UnderLoadMeasured => ({ kind: 'under-load', pairs: book.pairs.get(id) ?? [] });
  const measured = () => checks.filter(({ id }) => !book.unmeasured.has(id));
  const scene = { gathering, house, run, book };
  const sides: Sides<Walked, Walk, UnderLoad, Pair> = {
    id: gathering.id,
    openAfter: () => measured().filter(({ id, source }) => isOpen(outcomeOfUnderLoad(measuredOf(id), source))),
    one: (id, open) => walk(`${id}-idle`, open, scene),
    other: (id, open) => walkUnderLoad(`${id}-loaded`, open, scene),
    pairOf,
  };
  await measurePairByPair(sides, book, run, note);
  for (const { id, source } of measured()) note(`${id}: ${outcomeOfUnderLoad(measuredOf(id), source).message}`);
  return recordsOfBook(checks, book, run, measuredOf);
}

function walked(check: PlannedCheck, { id }: Walks): Walked {
  const { source } = check;
  if (source.kind !== 'under-load') throw new Error(`${id} is planned with ${check.id}, which does not walk`);
  return { ...check, source };
}

interface Scene {
  gathering: Walks;
  house: House;
  run: Run;
  book: Book<Pair>;
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
  const gathered = await gatherTests(house.supervisor, { id, tests }, place, () => undefined);
  const { text, raw, flaw } = takeInAll(gathered, house, run);
  book.raw.push(...raw);
  book.processMs += gathered.processMs;
  if (flaw !== undefined) return new Map(checks.map((check) => [check.id, notMeasured('unparsable', flaw)]));
  const planned = checks.map((check) => ({ ...check, source: { kind: 'test' as const, ...check.source.test } }));
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw, planned, exit: gathered.exit };
  const { records, problems } = recordsOfTestStream({ ...origin, stream: text });
  book.problems.push(...problems);
  return new Map(records.map(({ check, measured }) => [check, measured]));
}

async function walkUnderLoad(id: string, checks: readonly Walked[], scene: Scene): Promise<UnderLoad> {
  const { gathering, house, run, book } = scene;
  const { underLoad: profile } = gathering;
  const how = { id: `${id}-load`, profile, env: house.env, egress: house.egress, of: mostRunsInPairs / 2 };
  const { found: loaded, load } = await runBesideLoad(gathering, house, run, how, () => walk(id, checks, scene));
  const { text, raw, flaw } = takeInAll(load, house, run);
  book.raw.push(...raw);
  book.processMs += load.processMs;
  if (flaw !== undefined) return { loaded, load: notMeasured('unparsable', flaw) };
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw };
  return { loaded, load: readLoadEvidence({ ...origin, planned: [], evidence: text, exit: load.exit }) };
}

const neverBegan = notMeasured('load-missing', 'It was over before the walk could begin, or had sent nothing by then.');

function pairOf({ id, source }: Walked, one: Walk, { loaded: other, load }: UnderLoad): Entry<Pair> {
  const [idle, loaded] = [one.get(id), other?.get(id)];
  if (idle?.kind !== 'test') return { lacks: 'without load', found: idle };
  if ('kind' in load) return { lacks: source.file, found: load };
  if (other === undefined) return { lacks: source.file, found: neverBegan };
  if (loaded?.kind !== 'test') return { lacks: 'under load', found: loaded };
  return { pair: { idle, loaded, load: loadBeside(load, loaded) } };
}
