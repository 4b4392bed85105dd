import type { JudgedCheck, Verdict } from '../records/verdict.js';
import type { Standing } from '../records/waiver.js';

type Said = Pick<
  Verdict,
  'verdict' | 'profile' | 'resumes' | 'counts' | 'reasons' | 'subject' | 'waivers' | 'quarantine' | 'notChecked'
> & {
  checks: readonly JudgedCheck[];
};

/**
 * One sentence for the top of every report; what a waiver, a quarantine or the flake budget let through is named in it,
 * and what is only advisory is counted.
 */
export function headlineOf(said: Said): string {
  return [ofRelease(said), ...ofResumption(said)].join(' ');
}

function ofResumption({ resumes, checks }: Said): string[] {
  if (resumes === undefined) return [];
  const { attempt, runId, measured, failedBefore = [] } = resumes;
  const passed = checks.filter(({ id, outcome }) => outcome === 'passed' && failedBefore.includes(id));
  const names = passed.map(({ id }) => id).join(', ');
  return [
    `Attempt ${attempt}, resumes run ${runId}: ${measured} of ${checks.length} checks measured in it.`,
    ...(names === '' ? [] : [`Passed now, after a failure while a third party was down: ${names}.`]),
  ];
}

function ofRelease(said: Said): string {
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

function proof({ checks, waivers, quarantine, notChecked }: Said): string {
  const blocking = checks.filter(({ tier }) => tier === 'blocking');
  const flaky = blocking.filter((check) => check.outcome === 'flaky' && check.waiver === undefined).map(({ id }) => id);
  const advice = checks.filter(
    ({ tier, outcome, quarantine: issue }) => tier === 'advisory' && outcome !== 'passed' && issue === undefined,
  ).length;
  const live = ({ standing }: { standing: Standing }): boolean => standing === 'live';
  const waived = waivers.filter(live).map(({ check, ticket, expires }) => `${check} (${ticket}, until ${expires})`);
  const quarantined = quarantine
    .filter(live)
    .map(({ check, issue, owner, expires }) => `${check} (${issue}, ${owner}, until ${expires})`);
  return [
    `${blocking.filter(({ outcome }) => outcome === 'passed').length} of ${blocking.length} blocking checks passed.`,
    ...(waived.length === 0 ? [] : [`Waived: ${waived.join(', ')}.`]),
    ...(quarantined.length === 0 ? [] : [`Quarantined: ${quarantined.join(', ')}.`]),
    ...(flaky.length === 0 ? [] : [`Flaky within the budget: ${flaky.join(', ')}.`]),
    ...(advice === 0 ? [] : [`${advice} advisory ${advice === 1 ? 'check' : 'checks'} did not pass.`]),
    ...(notChecked.length === 0 ? [] : [`${notChecked.length} not checked in this profile.`]),
  ].join(' ');
}

function firstCause({ reasons, checks }: Said): string {
  const [first, ...others] = reasons;
  if (first === undefined) return 'No reason is on record.';
  const also = first.also.length === 0 ? '' : ` (and ${first.also.length} more by the same cause)`;
  const title = checks.find(({ id }) => id === first.check)?.title;
  const name = title === undefined || title === first.check ? first.check : `“${title}” (${first.check})`;
  const more = others.length === 0 ? '' : ` ${others.length} more ${others.length === 1 ? 'cause' : 'causes'}.`;
  const message = /[.!?…]\)?$/.test(first.message) ? first.message : `${first.message}.`;
  return `${first.check === 'run' ? '' : `${name}${also}: `}${message}${more}`;
}
