import { canonicalJson } from '../evidence/canonical-json.js';
import { sha256 } from '../evidence/digest.js';
import { verdict as verdictSchema } from '../records/verdict.js';
import type { LedgerEntry } from '../records/ledger.js';
import { UsageError } from '../records/usage-error.js';
import { bundleFiles, filesThatCount, type Bundle, type Judgement } from './bundle.js';
import { signed } from './dsse.js';
import type { SigningKey } from './keys.js';
import { attemptSaid, runsOf, type Ledger } from './ledger.js';
import { boundTo, stageStatements, verdictStatement } from './statement.js';
import { strictly } from './strict-json.js';

/** What signing leaves: files of the bundle, and a line for the ledger if there is one. */
export interface Signed {
  files: Map<string, string>;
  entry: LedgerEntry | undefined;
  /** One line for the person who signs. */
  said: string;
}

/**
 * Signs a run: its verdict whatever it is, and each stage's result. Only a verdict that its own evidence gives again is
 * signed. @throws UsageError with what keeps it from being signed.
 */
export function sign(bundle: Bundle, key: SigningKey, ledger: Ledger | undefined): Signed {
  const judgement = judgedTheSame(bundle);
  const { verdict } = judgement;
  const files = filesThatCount(bundle);
  const bound = boundTo(verdict);
  const earlier = ledger === undefined ? [] : runsOf(bound, ledger.entries);
  if (ledger?.entries.some(({ runId }) => runId === verdict.runId) === true)
    throw new UsageError(`The ledger has run ${verdict.runId} already: a run is recorded once.`);
  const extended = ledger === undefined ? null : { head: ledger.head, attempt: earlier.length + 1 };
  const statement = verdictStatement(judgement, files, extended);
  if (statement === undefined)
    throw new UsageError(
      `Run ${verdict.runId} has nothing to be bound to: staging named neither the artifact's digest (sha256:…) nor a whole commit.`,
    );
  const attestation = signed(statement, key);
  const entry: LedgerEntry | undefined = ledger && {
    ...{ schemaVersion: 1, prev: ledger.head, ...bound, runId: verdict.runId, verdict: verdict.verdict },
    ...{ judgedAt: verdict.judgedAt, attestation: sha256(attestation) },
  };
  const said = [`${verdict.verdict} of run ${verdict.runId}`, ...(ledger === undefined ? [] : [attemptSaid(earlier)])];
  return {
    // The attestation last: where it is, everything is.
    files: new Map([
      ...[...stageStatements(judgement, files)].map(
        ([stage, of]) => [bundleFiles.stage(stage), signed(of, key)] as const,
      ),
      [bundleFiles.statement, `${canonicalJson(statement)}\n`],
      [bundleFiles.attestation, attestation],
    ]),
    entry,
    said: `signed ${said.join(', ')}, with key ${key.id}`,
  };
}

/**
 * What a finished run's evidence says at the moment it was judged: the very verdict on disk.
 * @throws UsageError when it says something else, or when there was nothing to judge.
 */
export function judgedTheSame(bundle: Bundle): Judgement {
  const bytes = bundle.read('verdict.json');
  if (bytes === undefined) throw new UsageError('The run has no verdict.json: is this the folder of a run?');
  const parsed = strictly(bytes, verdictSchema);
  if (!parsed.success) throw new UsageError(`verdict.json is not of this version of gonogo: ${parsed.flaw}`);
  const { judgedAt, digests, headline } = parsed.data;
  if (digests === null) throw new UsageError(`The run came to no judgement, there is nothing to sign: ${headline}`);
  const judgement = bundle.judgedAgain(judgedAt);
  if (canonicalJson(judgement.verdict) !== canonicalJson(parsed.data))
    throw new UsageError(
      `Judged again, the run says: ${judgement.verdict.headline}\nIts verdict.json says: ${headline}\nThe files were changed since, or another version of gonogo judged them.`,
    );
  return judgement;
}
