import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import type { Place } from '../options.js';
import type { EvidenceRecord } from '../records/evidence.js';
import type { Plan, Resumption } from '../records/plan.js';
import type { IdentityObservation } from '../records/release.js';
import { identityCheckId } from '../records/safety.js';
import { UsageError } from '../records/usage-error.js';
import type { Verdict } from '../records/verdict.js';
import { readVerdict } from '../run-folder/files.js';
import { readRun, verdictOf } from '../run-folder/judge.js';
import { measuredAgain } from '../verdict/measured-again.js';
import type { Run } from './run.js';

/** The run that this one goes on with. */
export interface EarlierRun {
  /** As the caller named it, for messages. */
  given: string;
  dir: string;
  plan: Plan;
  /** The records that are kept. */
  records: readonly EvidenceRecord[];
  /** The checks that are measured again. */
  again: ReadonlySet<string>;
  resumes: Resumption;
}

/** The run that `--resume` names, whose profile is this one's too, unless another was asked for. @param now ISO 8601 in UTC. @throws UsageError */
export function earlierOf(
  run: Pick<Run, 'dir' | 'options' | 'say'>,
  { projectDir }: Pick<Place, 'projectDir'>,
  now: string,
): EarlierRun | undefined {
  const { resume, only, aa, profileIsDefault } = run.options;
  if (resume === undefined) return undefined;
  const besides = only === undefined ? aa && '--aa' : '--only';
  if (besides) throw refusal(resume, `it measures what was inconclusive in that run. Leave ${besides} out.`);
  const earlier = readEarlierRun(path.resolve(projectDir, resume), run.dir, now);
  if (profileIsDefault === true) run.options.profile = earlier.plan.profile;
  const { plan, again, records } = earlier;
  run.say(`goes on with run ${plan.runId}: measures again ${again.size}, keeps ${records.length} of its checks`);
  return earlier;
}

/**
 * Reads a run that is to be gone on with. It must be INCONCLUSIVE when it is judged again from its own evidence, because
 * of single checks alone, be sure of its release, and not be too old by now.
 * @param ownDir the folder of the run that goes on with it.
 * @param now ISO 8601 in UTC.
 * @throws UsageError for any other run.
 */
export function readEarlierRun(given: string, ownDir: string, now: string): EarlierRun {
  const dir = folderOf(given);
  if (dir === undefined) throw refusal(given, 'there is no such folder. Name a run, such as reports/latest.');
  if (dir === folderOf(ownDir)) throw refusal(given, 'that is this very run. Name the earlier one, in reports/runs.');
  const said = readVerdict(dir);
  const unfit = unfitness(said);
  if (unfit !== undefined) throw refusal(given, unfit);
  if (existsSync(path.join(dir, claimFile))) throw refusal(given, goneOnWith);
  const run = readRun(dir);
  const { plan, evidence } = run;
  const verdict = verdictOf(run, said.judgedAt);
  const again = measuredAgain(plan, verdict.checks);
  const attempt = plan.resumes === undefined ? 2 : plan.resumes.attempt + 1;
  if (attempt > mostAttempts) throw refusal(given, tooOften);
  const subject = subjectIn(evidence.identity);
  const flaw = doubt(said, verdict) ?? ageOf(verdictOf(run, now), again);
  if (flaw !== undefined) throw refusal(given, `${flaw} Start a whole run, without --resume.`);
  if (subject === undefined) throw refusal(given, 'staging did not say in it which release it is.');
  if (again.size === 0) throw refusal(given, 'nothing of it can be measured again alone. Start a whole run.');
  const records = plan.checks.flatMap(({ id, source }) => {
    const record = again.has(id) || source.kind === 'identity' ? undefined : evidence.records.get(id);
    return record === undefined ? [] : [record];
  });
  return {
    given,
    dir,
    plan,
    records,
    again,
    resumes: {
      runId: plan.runId,
      attempt,
      plan: digestOf(plan),
      evidence: evidence.root,
      subject,
      kept: Object.fromEntries(records.map(({ check, runId }) => [check, runId])),
      ...failedBefore(plan, verdict, again),
    },
  };
}

/**
 * Each attempt is another chance for what is near its limit: who could try again and again would come to a GO by luck.
 * Two sandboxes' hiccups are bad luck; more are a matter to look into.
 */
const mostAttempts = 3;
const tooOften = `it was attempt ${mostAttempts}, and there is no further one: start a whole run, without --resume.`;

/** What was measured and failed, and is measured again since a third party was down: a pass will not make that unsaid. */
function failedBefore(plan: Plan, { checks }: Verdict, again: ReadonlySet<string>): Pick<Resumption, 'failedBefore'> {
  const failed = checks
    .filter(({ id, outcome, attribution }) => outcome === 'failed' && attribution === 'third-party' && again.has(id))
    .map(({ id }) => id);
  const all = [...new Set([...(plan.resumes?.failedBefore ?? []), ...failed])];
  return all.length === 0 ? {} : { failedBefore: all };
}

/** Beside the run's files, and none that counts: no digest knows it. */
const claimFile = 'resumed-by.json';
const goneOnWith = `another run went on with it already (${claimFile}). Go on with that one, or start a whole run.`;

/**
 * Goes on with a run for good, once and by one run: who could go on with the same run again and again would keep the
 * attempt that turned out well. To be called when measuring is about to begin.
 * @throws UsageError when another run was first.
 */
export function claim({ given, dir }: Pick<EarlierRun, 'given' | 'dir'>, runId: string): void {
  try {
    writeFileSync(path.join(dir, claimFile), `${JSON.stringify({ runId })}\n`, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw refusal(given, goneOnWith);
    throw error;
  }
}

export function refusal(given: string, why: string): UsageError {
  return new UsageError(`--resume ${given}: ${why}`);
}

function folderOf(dir: string): string | undefined {
  try {
    return realpathSync(dir);
  } catch {
    return undefined;
  }
}

/** Why a run cannot be gone on with, by its own word; undefined: it may be. */
function unfitness({ verdict, digests, headline }: Verdict): string | undefined {
  if (verdict === 'NO-GO') return 'it was NO-GO. What failed is not run again: mend it, and start a whole run.';
  if (verdict !== 'INCONCLUSIVE') return `it was ${verdict}, and only what is INCONCLUSIVE is gone on with.`;
  if (digests === null) return `it did not come to its judgement (${headline}). Start a whole run, without --resume.`;
  return undefined;
}

/** What is more than single checks that nobody knows about; undefined: nothing is. */
function doubt(said: Verdict, judged: Verdict): string | undefined {
  if (judged.verdict !== said.verdict) return `judged again from its evidence it is ${judged.verdict}.`;
  if (digestOf(judged.digests) !== digestOf(said.digests))
    return 'its files are not the ones that its verdict was judged from.';
  const ofRun = judged.reasons.find(({ check }) => check === 'run');
  if (ofRun !== undefined) return `not single checks but the whole run was inconclusive: ${ofRun.message}`;
  const removed = judged.checks.find(({ reasonCode }) => reasonCode === 'evidence-removed');
  if (removed !== undefined) return `evidence of ${removed.id} was removed: ${removed.message}`;
  const identity = judged.checks.find(({ id }) => id === identityCheckId);
  if (identity?.outcome !== 'passed') return `it was not sure of its release: ${identity?.message}`;
  return undefined;
}

function ageOf(now: Verdict, again: ReadonlySet<string>): string | undefined {
  const old = now.checks.find(({ id, reasonCode }) => reasonCode === 'over-age' && !again.has(id));
  return old === undefined ? undefined : `${old.id} would be kept, and is too old by now. ${old.message}`;
}

/** What staging said it was; a run whose identity check passed heard nothing else. */
function subjectIn(looks: readonly IdentityObservation[]): Resumption['subject'] | undefined {
  const [identity] = looks.flatMap(({ result }) => (result.kind === 'answered' ? [result.identity] : []));
  if (identity === undefined) return undefined;
  const { version, commit, digest } = identity;
  return { version, commit, ...(digest === undefined ? {} : { digest }) };
}
