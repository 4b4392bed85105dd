import type { Plan } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';

interface Run {
  plan: Plan;
  policy: Policy;
  judged: readonly JudgedCheck[];
  quarantine: Verdict['quarantine'];
  problems: readonly Problem[];
  digests: Pick<NonNullable<Verdict['digests']>, 'policy' | 'waivers' | 'quarantine'>;
}

/** What keeps the whole run from a GO, however well its checks went. */
export function* runProblems({ plan, policy, judged, quarantine, problems, digests }: Run): Generator<Problem> {
  const ofRun = (reasonCode: Problem['reasonCode'], message: string): Problem => ({
    check: 'run',
    reasonCode,
    message,
  });
  const planned = new Set(plan.checks.map(({ id }) => id));
  // Problems of a planned check are in its row.
  for (const problem of problems) if (!planned.has(problem.check)) yield { ...problem, check: 'run' };
  if (plan.partial)
    yield ofRun('partial-run', 'Only a part of the plan was run: that can find faults, and cannot clear a release.');
  for (const id of policy.required) {
    // Smoke leaves things out on purpose, and a partial run is no GO anyhow; nobody else may.
    const mayLack = plan.partial || plan.profile === 'smoke';
    const named = planned.has(id) || (mayLack && plan.notChecked.some(({ check }) => check === id));
    if (!named) yield ofRun('no-tests', `policy.yaml requires ${id}, and the plan does not have it.`);
  }
  if (digests.policy !== plan.digests.policy)
    yield ofRun('configuration', 'The policy is not the one that the plan was drawn up with.');
  for (const kind of ['waivers', 'quarantine'] as const) {
    if (digests[kind] !== plan.digests[kind])
      yield ofRun(
        'configuration',
        `${kind}.json is gone, or is not what the plan was drawn up with: nothing is excepted.`,
      );
  }
  // A planned identity check says so in its own row; a part of the plan cannot end GO whether it was chosen or not.
  if (!plan.partial && !plan.checks.some(({ source }) => source.kind === 'identity')) {
    yield ofRun('no-identity', 'The plan has no check of which release staging is.');
  }
  // The identity check always blocks: alone it says who was there, and not how well. Nor does what was in quarantine when
  // the run was planned, even if that is over by now: waiting must prove nothing.
  const over = quarantine.filter(
    ({ standing, expires }) => standing === 'expired' && Date.parse(expires) > Date.parse(plan.createdAt),
  );
  const proofless = new Set([
    ...plan.checks.filter(({ source }) => source.kind === 'identity').map(({ id }) => id),
    ...over.map(({ check }) => check),
  ]);
  if (!judged.some(({ id, tier }) => tier === 'blocking' && !proofless.has(id)))
    yield ofRun('configuration', 'No check of the plan but the identity is blocking, so nothing could be proven.');
  if (planned.size !== plan.checks.length) yield ofRun('defect', 'The plan names a check twice.');
}

/**
 * The verdict's rows: exactly the plan's, in its order. What stands in a row's place and is not of its check is nobody's
 * pass.
 */
export function rowsOf(plan: Plan, judged: readonly JudgedCheck[]): JudgedCheck[] {
  return plan.checks.map((check, place) => {
    const row = judged[place];
    if (row !== undefined && row.id === check.id) return row;
    const { id, title, stage } = check;
    return {
      id,
      title,
      stage,
      tier: 'blocking',
      outcome: 'missing',
      reasonCode: 'defect',
      attribution: 'harness',
      message: row === undefined ? 'It was planned and not judged.' : `${row.id} was judged in its place.`,
      durationMs: 0,
      evidence: [],
    };
  });
}
