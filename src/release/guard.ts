import { canonicalJson } from '../evidence/canonical-json.js';
import { sha256 } from '../evidence/digest.js';
import { verdictStatement as verdictStatementSchema, type VerdictStatement } from '../records/attestation.js';
import type { LedgerEntry } from '../records/ledger.js';
import { plainName } from '../records/plain-name.js';
import { approvalRefusal, nobodyAsked, weigh, type Weighed } from './approvals.js';
import { bundleFiles, filesThatCount, type Bundle, type Judgement } from './bundle.js';
import { open } from './dsse.js';
import { attemptSaid, readLedger, runsOf } from './ledger.js';
import { refuse, type Refusal } from './refusal.js';
import { askedTogether } from './seats.js';
import { judgedTheSame } from './sign.js';
import { verdictStatement } from './statement.js';
import { strictly } from './strict-json.js';
import { ofSomethingElse, wanting, type Asked } from './terms.js';
import { keyAmong, type Trust } from './trust.js';

/** Everything the guard goes by. What is expected is never the bundle's word. */
export interface Matter {
  asked: Asked;
  bundle: Bundle;
  trust: Trust;
  /** The ledger's bytes; undefined: the caller named none. */
  ledger: Buffer | 'not-there' | undefined;
  /** ISO 8601 in UTC. */
  now: string;
}

/** Released, and what for. */
export interface Release {
  statement: VerdictStatement;
  said: string;
}

/**
 * May this be released? The first reason why not, in the order of `refusals`, or the GO that it is released for: a
 * verdict that awaits approval is one as soon as it has what the policy and the trust file ask for.
 */
export function guard(matter: Matter): Refusal | Release {
  const { asked, bundle, trust, now } = matter;
  const bytes = bundle.read(bundleFiles.attestation);
  if (bytes === undefined) return refuse('unsigned', `it has no ${bundleFiles.attestation}`);
  const opened = open(bytes, (keyId) => keyAmong(trust.signers, trust, keyId, now));
  if ('code' in opened) return opened;
  const parsed = strictly(opened.payload, verdictStatementSchema);
  if (!parsed.success) return refuse('wrong-statement', parsed.flaw);
  const statement = parsed.data;

  const notThis = ofSomethingElse(statement, asked, trust.rules) ?? changed(statement, bundle);
  if (notThis !== undefined) return notThis;
  const judgement = judgedAgain(statement, bundle);
  if ('code' in judgement) return judgement;
  const notGood = wanting(statement, trust.rules, now);
  if (notGood !== undefined) return notGood;
  const earlier = earlierRuns(statement, sha256(bytes), matter);
  if ('code' in earlier) return earlier;
  const approvals = approvalsOf(statement, judgement, matter);
  if ('code' in approvals) return approvals;

  const { runId, profile, judgedAt } = statement.predicate;
  const people = approvals.approvedBy.map(({ name }) => name).join(', ');
  const said = [
    `GO (${profile}) of run ${runId}, judged at ${judgedAt}`,
    ...(people === '' ? [] : [`approved by ${people}`]),
    ...(matter.ledger === undefined ? [] : [attemptSaid(earlier)]),
  ];
  return { statement, said: said.join(', ') };
}

/** Does the bundle have exactly the files that were signed? */
function changed({ predicate }: VerdictStatement, bundle: Bundle): Refusal | undefined {
  const found = new Map(Object.entries(filesThatCount(bundle)));
  for (const [file, digest] of Object.entries(predicate.files)) {
    const actual = found.get(file);
    if (actual === undefined) return refuse('removed-file', file);
    if (actual !== digest) return refuse('edited-file', file);
  }
  // A link or a device has no digest of its own and is none of them either.
  const added = [...found.keys(), ...bundle.below('evidence')].find((file) => !Object.hasOwn(predicate.files, file));
  return added === undefined ? undefined : refuse('added-file', added);
}

/** Everything that is signed is said again from the bundle: a signer that signs its own words is no judge. */
function judgedAgain(statement: VerdictStatement, bundle: Bundle): Refusal | Judgement {
  const { files, ledger, verdict, runId } = statement.predicate;
  try {
    const judgement = judgedTheSame(bundle);
    const again = verdictStatement(judgement, files, ledger);
    if (again !== undefined && canonicalJson(again) === canonicalJson(statement)) return judgement;
    return refuse(
      'judged-otherwise',
      `${again?.predicate.verdict ?? 'nothing'}, signed was ${verdict} of run ${runId}`,
    );
  } catch (error) {
    return refuse('judged-otherwise', error instanceof Error ? error.message : String(error));
  }
}

/** Have enough people approved: of those that the policy asks for, and of those that the trust file does? */
function approvalsOf(
  statement: VerdictStatement,
  { verdict }: Judgement,
  { asked: { author }, bundle, trust, now }: Matter,
): Refusal | Weighed {
  const asked = askedTogether(verdict.approvals, trust.rules.approvals);
  if (asked.length === 0) return nobodyAsked;
  if (author === undefined || plainName(author) === '')
    return refuse('author-unknown', 'say it with --author, so that nobody approves their own change');
  const weighed = weigh(bundle, statement, { trust, asked, author, now });
  return approvalRefusal(weighed) ?? weighed;
}

/**
 * The runs of this artifact and commit that the ledger has before this one; none where no ledger is asked for.
 * @param attestation sha256 in hex of the signed verdict.
 */
function earlierRuns(
  { predicate }: VerdictStatement,
  attestation: string,
  { trust, ledger: bytes, asked }: Matter,
): Refusal | LedgerEntry[] {
  const { required, maxNoGosBefore } = trust.rules.ledger;
  if (bytes === undefined) return required ? refuse('ledger-missing', 'name it with --ledger') : [];
  if (bytes === 'not-there') return refuse('ledger-missing', 'the file that --ledger names cannot be read');
  const ledger = readLedger(bytes);
  if ('flaw' in ledger) return refuse('ledger-broken', ledger.flaw);
  const { entries } = ledger;
  const place = entries.findIndex((entry) => entry.attestation === attestation);
  const own = entries[place];
  if (own === undefined) return refuse('ledger-behind', `no line of it is about run ${predicate.runId}`);
  const earlier = runsOf(asked, entries.slice(0, place));
  if (predicate.ledger?.head !== own.prev || predicate.ledger.attempt !== earlier.length + 1)
    return refuse('ledger-broken', `run ${predicate.runId} did not extend the line before its own`);
  const later = runsOf(asked, entries.slice(place + 1)).find(({ verdict }) => verdict === 'NO-GO');
  if (later !== undefined) return refuse('superseded', `run ${later.runId}, judged at ${later.judgedAt}`);
  const noGos = earlier.filter(({ verdict }) => verdict === 'NO-GO').length;
  if (noGos > maxNoGosBefore)
    return refuse('too-many-attempts', `${attemptSaid(earlier)}; ${maxNoGosBefore} NO-GO may go before`);
  return earlier;
}
