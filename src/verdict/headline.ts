import type { JudgedCheck, Verdict } from '../records/verdict.js';

type Said = Pick<Verdict, 'verdict' | 'profile' | 'counts' | 'reasons' | 'subject' | 'notChecked'> & {
  checks: readonly JudgedCheck[];
};

/** One sentence for the top of every report; a flake that the budget let through, and what is only advisory, is named in it. */
export function headlineOf(said: Said): string {
  const release = [said.subject.name, said.subject.version].filter((word) => word !== null).join(' ');
  const profile = said.profile === null ? '' : ` (${said.profile})`;
  switch (said.verdict) {
    case 'GO':
      return `GO${profile}: ${release} may go. ${proof(said)}`;
    case 'AWAITING-APPROVAL':
      return `AWAITING-APPROVAL${profile}: ${release} may go once it is approved. ${proof(said)}`;
    case 'NO-GO':
      return `NO-GO${profile}: ${release} must not go. ${firstCause(said)}`;
    case 'INCONCLUSIVE':
      return `INCONCLUSIVE${profile}: nobody knows yet whether ${release} may go. ${firstCause(said)}`;
  }
}

function proof({ checks, notChecked }: Said): string {
  const blocking = checks.filter(({ tier }) => tier === 'blocking');
  const flaky = blocking.filter(({ outcome }) => outcome === 'flaky').map(({ id }) => id);
  const advice = checks.filter(({ tier, outcome }) => tier === 'advisory' && outcome !== 'passed').length;
  return [
    `${blocking.length - flaky.length} of ${blocking.length} blocking checks passed.`,
    ...(flaky.length === 0 ? [] : [`Flaky within the budget: ${flaky.join(', ')}.`]),
    ...(advice === 0 ? [] : [`${advice} advisory ${advice === 1 ? 'check' : 'checks'} did not pass.`]),
    ...(notChecked.length === 0 ? [] : [`${notChecked.length} not checked in this profile.`]),
  ].join(' ');
}

function firstCause({ reasons }: Said): string {
  const [first, ...others] = reasons;
  if (first === undefined) return 'No reason is on record.';
  const also = first.also.length === 0 ? '' : ` (and ${first.also.length} more by the same cause)`;
  const more = others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'cause' : 'causes'}.`;
  const message = /[.!?…)]$/.test(first.message) ? first.message : `${first.message}.`;
  return `${first.check === 'run' ? '' : `${first.check}${also}: `}${message}${more}`;
}
