import { SetupError } from '../../../records/setup-error.js';
import { percent, type Finding } from '../../finding.js';
import { defineDataCheck } from '../data-check.js';
import { foundOf } from '../profile.js';

/** So many of 100 may be found less than in production. */
const mostLost = 0.05;

/** Masked here and masked there, one person must still be one: else no journey finds its own orders. */
export default defineDataCheck({
  isDeclared: ({ links }) => links.length > 0,
  judge: async ({ client, likeness: { links }, production }) => {
    const findings: Finding[] = [];
    for (const link of links) {
      const { from, to } = link;
      const there = production.links.find((one) => one.from === from && one.to === to);
      if (there === undefined)
        throw new SetupError(
          `The snapshot holds nothing of ${from} in ${to}: take another with "gonogo snapshot".`,
          'no-evidence',
          'environment',
        );
      const found = await foundOf(client, link);
      if (found >= there.found - mostLost) continue;
      findings.push({
        what: `${from} and ${to} are masked differently`,
        expected: `${percent(there.found)} of the values found there, as in production`,
        actual: percent(found),
        advice: 'Give one value one mask, in whichever table it is: a keyed hash does.',
      });
    }
    return {
      findings,
      promise: `${links.length} links between columns hold as in production: one value has one mask.`,
    };
  },
});
