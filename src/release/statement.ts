import {
  statementType,
  testResultPredicateType,
  verdictPredicateType,
  type AttestedSubject,
  type TestResultStatement,
  type VerdictStatement,
} from '../records/attestation.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import type { Judgement } from './bundle.js';

/** What a verdict can be bound to: the artifact's digest and the whole commit, as far as staging said them. */
export function boundTo({ subject }: Verdict): { artifact: string | null; commit: string | null } {
  const artifact = /^sha256:([0-9a-f]{64})$/.exec(subject.digest ?? '')?.[1];
  const commit = /^([0-9a-f]{40}|[0-9a-f]{64})$/.exec(subject.commit?.toLowerCase() ?? '')?.[0];
  return { artifact: artifact ?? null, commit: commit ?? null };
}

function subjectsOf(verdict: Verdict): AttestedSubject[] {
  const { artifact, commit } = boundTo(verdict);
  const { name } = verdict.subject;
  return [
    ...(artifact === null ? [] : [{ name, digest: { sha256: artifact } }]),
    ...(commit === null ? [] : [{ name: `${name}: source`, digest: { gitCommit: commit } }]),
  ];
}

/**
 * The summary of a run: what was decided, of what, from which bytes. The guard makes it again from the bundle, so it
 * says nothing that is not a function of the bundle and of the ledger.
 * @param files of the bundle: path → sha256.
 * @returns undefined when staging named neither an artifact nor a whole commit: there is nothing to bind it to. Or when
 * the run did not come to its judgement.
 */
export function verdictStatement(
  { verdict, plan }: Judgement,
  files: Readonly<Record<string, string>>,
  ledger: VerdictStatement['predicate']['ledger'],
): VerdictStatement | undefined {
  const subject = subjectsOf(verdict);
  const { digests, profile } = verdict;
  if (subject.length === 0 || digests === null || profile === null) return undefined;
  return {
    _type: statementType,
    subject,
    predicateType: verdictPredicateType,
    predicate: {
      schemaVersion: 1,
      gonogo: verdict.gonogo,
      runId: verdict.runId,
      verdict: verdict.verdict,
      exitCode: verdict.exitCode,
      profile,
      partial: plan.partial,
      identity: verdict.subject.identity,
      environment: verdict.target,
      startedAt: verdict.startedAt,
      finishedAt: verdict.finishedAt,
      judgedAt: verdict.judgedAt,
      // What was let through: a waiver or quarantine that no check needed let nothing through.
      waivers: [...verdict.waivers, ...verdict.quarantine].filter(({ standing }) => standing === 'live').length,
      digests,
      ledger,
      files,
    },
  };
}

/**
 * One in-toto test-result per stage, by its id. It knows no INCONCLUSIVE, and what was not measured did not pass: that
 * is FAILED, of every stage where the reason is the whole run's.
 */
export function stageStatements(
  { verdict }: Judgement,
  files: Readonly<Record<string, string>>,
): Map<string, TestResultStatement> {
  const reasons = new Set(verdict.reasons.flatMap(({ check, also }) => [check, ...also]));
  const subject = subjectsOf(verdict);
  const configuration = ['plan.json', 'policy.json', 'quarantine.json', 'verdict.json', 'waivers.json'].flatMap(
    (name) => {
      const digest = files[name];
      return digest === undefined ? [] : [{ name, digest: { sha256: digest } }];
    },
  );
  const testsOf = (stage: string, result: string): string[] =>
    verdict.checks.filter((check) => check.stage === stage && resultOf(check, reasons) === result).map(({ id }) => id);

  return new Map(
    verdict.stages.map(({ id }) => {
      const failedTests = testsOf(id, 'failed');
      const warnedTests = testsOf(id, 'warned');
      const failed = failedTests.length > 0 || reasons.has('run');
      const statement: TestResultStatement = {
        _type: statementType,
        subject,
        predicateType: testResultPredicateType,
        predicate: {
          result: failed ? 'FAILED' : warnedTests.length > 0 ? 'WARNED' : 'PASSED',
          configuration,
          passedTests: testsOf(id, 'passed'),
          warnedTests,
          failedTests,
        },
      };
      return [id, statement];
    }),
  );
}

/** Flaky within the budget, waived, or bad in a check that only advises: a warning. A flake over the budget is a reason. */
function resultOf(check: JudgedCheck, reasons: ReadonlySet<string>): 'passed' | 'warned' | 'failed' {
  const { id, tier, outcome, waiver } = check;
  if (outcome === 'passed') return 'passed';
  if (reasons.has(id)) return 'failed';
  return tier === 'advisory' || outcome === 'flaky' || waiver !== undefined ? 'warned' : 'failed';
}
