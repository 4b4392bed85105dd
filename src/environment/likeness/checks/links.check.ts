import { percent } from '../../../records/figure.js';
import { SetupError } from '../../../records/setup-error.js';
import type { Finding } from '../../finding.js';
import { defineDataCheck, nothingToJudge } from '../data-check.js';
import { linkProfileOf } from '../profile.js';

/** So many of 100 may be found less than in production. */
const mostLost = 0.05;

/** Masked here and masked there, one person must still be one: else no journey finds its own orders. */
export default defineDataCheck({
  isDeclared: ({ links }) => links.length > 0,
  judge: async ({ client, likeness: { links }, production }) => {
    const findings: Finding[] = [];
    let looked = 0;
    for (const link of links) {
      const { from, to } = link;
      const there = production.links.find((one) => one.from === from && one.to === to);
      if (there === undefined)
        throw new SetupError(
          `The snapshot holds nothing of ${from} in ${to}: take another with "gonogo snapshot".`,
          'no-evidence',
          'environment',
        );
      if (there.found <= mostLost)
        throw nothingToJudge(
          `In production ${percent(there.found)} of ${there.values} values of ${from} are found in ${to}`,
        );
      const { values, found } = await linkProfileOf(client, link);
      if (values === 0) throw nothingToJudge(`${from} has no value on staging`);
      looked += values;
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
      promise: `${links.length} links between columns hold as in production, by ${looked} values: one value has one mask.`,
    };
  },
});
