import type { ReasonCode } from '../records/check.js';
import type { Measured } from '../records/evidence.js';
import type { Limit } from '../records/limit.js';

export type LimitMeasured = Extract<Measured, { kind: 'limit' }>;

interface Flaw {
  reasonCode: ReasonCode;
  message: string;
}

/** Counts that contradict each other or the plan; undefined: they add up. */
export function countFlaw(measured: LimitMeasured, limit: Limit): Flaw | undefined {
  const { samples, beyond, blocks, sum } = measured;
  const disagree = (message: string): Flaw => ({ reasonCode: 'counts-disagree', message });
  if (spelled(measured.limit) !== spelled(limit))
    return disagree(`It was measured for ${measured.limit.expression}, not for ${limit.expression}.`);
  if (![samples, beyond, sum].every(Number.isFinite))
    return { reasonCode: 'invalid-number', message: 'A count is no number.' };
  if (beyond > samples) return disagree(`${beyond} samples beyond the limit are more than all ${samples}.`);
  if (blocks.some((block) => block.beyond > block.samples))
    return disagree('A second has more samples beyond the limit than samples.');
  const total = (of: 'samples' | 'beyond'): number => blocks.reduce((all, block) => all + block[of], 0);
  if (total('samples') !== samples)
    return disagree(`Its seconds hold ${total('samples')} samples, and ${samples} are counted.`);
  if (total('beyond') !== beyond)
    return disagree(`Its seconds hold ${total('beyond')} samples beyond the limit, and ${beyond} are counted.`);
  return undefined;
}

interface Shortfall extends Flaw {
  /** Could a limit look exceeded because of this, with nothing wrong in the product? */
  mayCause: (limit: Limit) => boolean;
}

/** Why the generator's measurement cannot prove that a limit is kept; undefined: it was sound. */
export function generatorFlaw({ generator }: LimitMeasured, tool: 'k6' | 'autocannon'): Shortfall | undefined {
  const { complete, exitCode, threw, droppedIterations, requests, iterations } = generator;
  if (droppedIterations > 0) {
    const message = `${droppedIterations} iterations were never sent: no virtual user was free for them.`;
    // A generator out of breath measures its own slowness and sends too little; that a response was an error stays true.
    return { reasonCode: 'dropped-iterations', message, mayCause: ({ rule }) => rule.kind !== 'rate' };
  }
  // Too little was sent: only a sum can come out wrong by that.
  const mayCause = ({ rule }: Limit): boolean => rule.kind === 'count';
  const always = (): boolean => true;
  if (threw > 0)
    return {
      reasonCode: 'script-threw',
      message: `${threw} of ${iterations} iterations ended in an uncaught exception.`,
      mayCause,
    };
  if (requests === 0)
    return {
      reasonCode: 'zero-samples',
      message: `${tool} counted no request that was sent and answered.`,
      mayCause: always,
    };
  const ending = endingFlaw(exitCode, tool);
  if (ending !== undefined) return { ...ending, mayCause };
  if (!complete)
    return { reasonCode: 'runner-died', message: `${tool} did not write its evidence to the end.`, mayCause };
  return undefined;
}

/** k6's exit codes that speak of the product (thresholds, a failed check's abort); all others: it could not measure. */
const measuredExitCodes: Readonly<Record<'k6' | 'autocannon', readonly number[]>> = {
  k6: [0, 99, 110],
  autocannon: [0],
};

function endingFlaw(exitCode: number | null, tool: 'k6' | 'autocannon'): Flaw | undefined {
  if (exitCode === null) return { reasonCode: 'runner-died', message: `${tool} was killed.` };
  if (measuredExitCodes[tool].includes(exitCode)) return undefined;
  if (tool === 'k6' && exitCode === 104)
    return { reasonCode: 'configuration', message: 'k6 refused the configuration (exit code 104).' };
  if (tool === 'k6' && exitCode === 105)
    return { reasonCode: 'interrupted', message: 'k6 was interrupted (exit code 105).' };
  if (tool === 'k6' && exitCode === 107)
    return { reasonCode: 'script-threw', message: 'The script threw outside of an iteration (exit code 107).' };
  return { reasonCode: 'runner-died', message: `${tool} could not measure (exit code ${exitCode}).` };
}

/** The same limit, however its tags are ordered. */
function spelled({ metric, tags, expression, rule, unit }: Limit): string {
  const sortedTags = Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sortedRule = Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([metric, sortedTags, expression, sortedRule, unit]);
}
