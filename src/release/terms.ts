import type { VerdictStatement } from '../records/attestation.js';
import { profile as profiles } from '../records/check.js';
import type { TrustFile } from '../records/trust.js';
import { refuse, type Refusal } from './refusal.js';

/** Clocks of two machines are never quite the same. */
const skewMs = 60_000;

/** What production's pipeline is about to release, in its own words. */
export interface Asked {
  /** sha256 in hex. */
  artifact: string;
  /** The whole commit, in hex. */
  commit: string;
  author: string | undefined;
}

/** Is the verdict about this artifact and commit, and from where and by what production believes? */
export function ofSomethingElse(
  { subject, predicate }: VerdictStatement,
  asked: Asked,
  rules: TrustFile,
): Refusal | undefined {
  const artifacts = subject.flatMap(({ digest }) => ('sha256' in digest ? [digest.sha256] : []));
  if (artifacts[0] !== asked.artifact || artifacts.length > 1)
    return refuse('other-artifact', `${artifacts.join(', ') || 'none'} instead of ${asked.artifact}`);
  const commits = subject.flatMap(({ digest }) => ('gitCommit' in digest ? [digest.gitCommit] : []));
  if (commits[0] !== asked.commit || commits.length > 1)
    return refuse('other-commit', `${commits.join(', ') || 'none'} instead of ${asked.commit}`);
  const { environment, digests } = predicate;
  const wanted = rules.environment;
  if (environment.name !== wanted.name || (wanted.url !== undefined && environment.url !== wanted.url))
    return refuse('other-environment', `${environment.name} at ${environment.url} instead of ${wanted.name}`);
  if (!rules.policies.includes(digests.policy)) return refuse('other-policy', digests.policy);
  return undefined;
}

/** Is the verdict good enough, and fresh? */
export function wanting({ predicate }: VerdictStatement, rules: TrustFile, now: string): Refusal | undefined {
  const { partial, verdict, identity, profile, startedAt, finishedAt, judgedAt, waivers } = predicate;
  if (partial) return refuse('partial-run', `run ${predicate.runId}`);
  const { exitCode, runId } = predicate;
  // What it awaits is weighed later: without it, this is no GO.
  const mayGo = (verdict === 'GO' && exitCode === 0) || (verdict === 'AWAITING-APPROVAL' && exitCode === 5);
  if (!mayGo) return refuse('not-go', `${verdict} of run ${runId}`);
  if (identity === 'none' || (identity === 'declared' && !rules.declaredIdentity))
    return refuse('declared-identity', `its identity is ${identity}`);
  const { options } = profiles;
  if (options.indexOf(profile) < options.indexOf(rules.leastProfile))
    return refuse('profile-too-low', `${profile} instead of ${rules.leastProfile} or more`);
  const future = [startedAt, finishedAt, judgedAt].find((at) => Date.parse(at) > Date.parse(now) + skewMs);
  if (future !== undefined) return refuse('from-the-future', `${future}, and it is ${now}`);
  if (Date.parse(now) - Date.parse(startedAt) > rules.maxAgeHours * 3_600_000)
    return refuse('too-old', `begun at ${startedAt}, ${rules.maxAgeHours} hours are allowed`);
  if (waivers > rules.maxWaivers) return refuse('too-many-waivers', `${waivers}, ${rules.maxWaivers} are allowed`);
  return undefined;
}
