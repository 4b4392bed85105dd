import { UsageError } from '../records/usage-error.js';
import { nobodyAsked, seatsSaid, weigh, type Approved, type Scales, type Weighed } from './approvals.js';
import type { Bundle, Judgement } from './bundle.js';
import { askedTogether } from './seats.js';
import { verdictStatement } from './statement.js';

/** What a judgement and its approvals come to together. */
interface Approval {
  verdict: 'GO' | 'AWAITING-APPROVAL';
  weighed: Weighed;
  /** For people, line by line. */
  said: string[];
}

/**
 * Weighs the approvals beside a run that is good otherwise, as the guard will: by what its policy and the trust file
 * ask for. Undefined: the verdict is one that no approval heals.
 */
export function withApprovals(
  bundle: Bundle,
  judgement: Judgement,
  scales: Omit<Scales, 'asked'>,
): Approval | undefined {
  const { verdict, headline, runId, approvals } = judgement.verdict;
  if (verdict !== 'GO' && verdict !== 'AWAITING-APPROVAL') return undefined;
  const asked = askedTogether(approvals, scales.trust.rules.approvals);
  if (asked.length === 0) return { verdict: 'GO', weighed: nobodyAsked, said: [headline] };
  const weighed = weigh(bundle, approvable(judgement), { ...scales, asked });
  const { approvedBy, missing, setAside } = weighed;
  const people = approvedBy.map(({ name, role }) => `${name} (${role})`).join(', ');
  const left = setAside.map(({ message }) => `  not counted: ${message}`);
  if (missing.length > 0) {
    const lacking = `  missing: ${seatsSaid(missing)} (asked: ${seatsSaid(asked)})`;
    const so = people === '' ? [] : [`  approved by ${people}`];
    const awaiting =
      verdict === 'GO' ? `AWAITING-APPROVAL: the trust file asks for more than the policy. ${headline}` : headline;
    return { verdict: 'AWAITING-APPROVAL', weighed, said: [awaiting, lacking, ...so, ...left] };
  }
  return { verdict: 'GO', weighed, said: [`GO: approved by ${people}, run ${runId}`, ...left] };
}

/** What is approved of a run. @throws UsageError when there is nothing that an approval could be bound to. */
export function approvable(judgement: Judgement): Approved {
  // The files and the ledger are the signer's matter.
  const statement = verdictStatement(judgement, {}, null);
  if (statement !== undefined) return statement;
  throw new UsageError(
    `Run ${judgement.verdict.runId} has nothing to be bound to: staging named neither the artifact's digest (sha256:…) nor a whole commit.`,
  );
}
