import type { z } from 'zod';
import { plainName } from '../records/plain-name.js';
import type { Policy } from '../records/policy.js';
import { isSafety } from '../records/safety.js';
import { tierOf } from '../records/tier-of.js';
import { outlasts, quarantineFile, waiverFile, type Exceptions } from '../records/waiver.js';
import { readYaml } from './strict-yaml.js';

export const waiversFile = 'waivers.yaml';
export const quarantinesFile = 'quarantine.yaml';

/**
 * Reads `waivers.yaml` and `quarantine.yaml`; neither has to be there. What the policy never allows is an error. What
 * has run out, does not hold yet or names a check that is gone is none: the verdict reports it, and it helps nobody.
 * @param now ISO 8601 in UTC.
 * @throws UsageError with the file, the line, the key and what to do.
 */
export function readExceptions(projectDir: string, policy: Policy, now: string): Exceptions {
  const waivers = readYaml(projectDir, waiversFile, allowedWaivers(policy, now));
  const quarantine = readYaml(projectDir, quarantinesFile, allowedQuarantine(policy, now));
  return {
    waivers: waivers === undefined ? [] : waivers.waivers,
    quarantine: quarantine === undefined ? [] : quarantine.quarantine,
  };
}

/** The schema of `waivers.yaml` under a policy, so that what the policy forbids is named with its line. */
function allowedWaivers(policy: Policy, now: string): z.ZodType<z.infer<typeof waiverFile>> {
  return waiverFile.superRefine(({ waivers }, context) => {
    for (const [index, { check, owner, approvedBy, from, expires, signature }] of waivers.entries()) {
      const wrong = (key: string, message: string): void =>
        context.addIssue({ code: 'custom', path: ['waivers', index, key], message });
      const tier = tierOf(check, policy);
      const days = policy.waivers.horizonDays[tier];
      if (isSafety(check, policy)) wrong('check', `${check} is a safety check: mend it, it cannot be waived`);
      if (plainName(owner) === plainName(approvedBy))
        wrong('approvedBy', `${approvedBy} is also the owner: somebody else must approve`);
      if (outlasts(expires, now, days))
        wrong('expires', `${expires} is more than ${days} days ahead, the most for a check that is ${tier}`);
      if (from !== undefined && Date.parse(from) >= Date.parse(expires))
        wrong('from', `${from} is not before it expires`);
      const twin = waivers.findIndex((other) => other.check === check && other.signature === signature);
      if (twin < index) wrong('check', `waivers[${twin}] waives the same failure of ${check}: keep one`);
    }
  });
}

function allowedQuarantine(policy: Policy, now: string): z.ZodType<z.infer<typeof quarantineFile>> {
  const { atMost, horizonDays } = policy.quarantine;
  return quarantineFile.superRefine(({ quarantine }, context) => {
    for (const [index, { check, expires }] of quarantine.entries()) {
      const wrong = (key: string, message: string): void =>
        context.addIssue({ code: 'custom', path: ['quarantine', index, key], message });
      if (isSafety(check, policy)) wrong('check', `${check} is a safety check: mend it, it always decides`);
      if (policy.required.includes(check)) wrong('check', `policy.yaml requires ${check}: mend it, it always decides`);
      if (outlasts(expires, now, horizonDays))
        wrong('expires', `${expires} is more than ${horizonDays} days ahead, the most that policy.yaml allows`);
      const twin = quarantine.findIndex((other) => other.check === check);
      if (twin < index) wrong('check', `quarantine[${twin}] is the same check: keep one`);
    }
    const inForce = quarantine.filter(({ expires }) => Date.parse(expires) > Date.parse(now)).length;
    if (inForce > atMost) {
      const message = `${inForce} checks are in quarantine, and policy.yaml allows ${atMost} (quarantine.atMost): mend some`;
      context.addIssue({ code: 'custom', path: ['quarantine'], message });
    }
  });
}
