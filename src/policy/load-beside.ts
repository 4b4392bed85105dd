import type { ReasonCode } from '../records/check.js';
import { secondOf, spanOfTest } from '../records/clock.js';
import type { LoadBeside, TestMeasured } from '../records/evidence.js';
import { amount } from '../records/figure.js';
import { aSecondMs } from './generator-lateness.js';

interface LoadFlaw {
  reasonCode: ReasonCode;
  message: string;
  /** Could a test fail because of this, with nothing wrong in the product? */
  mayFailTests: boolean;
}

/** So much of what was due has to have been started; a machine that is busy for a moment drops a few of hundreds. */
const leastStarted = 0.95;
/** And so much has to have ended: the rest is under way when the walk ends, or there is no load at all. */
const leastEnded = 0.5;

/** Why there was not the load that a walk is about; undefined: there was, from the walk's beginning to its end. */
export function loadFlaw(load: LoadBeside, walk: TestMeasured, script: string): LoadFlaw | undefined {
  const missing = (message: string): LoadFlaw => ({ reasonCode: 'load-missing', message, mayFailTests: false });
  const { seconds, requests, threw, unsent } = load;
  // A generator that stood still did so on a machine that the browser may share.
  const still = seconds.filter(({ lateMs }) => lateMs === null || lateMs > aSecondMs).length;
  if (still > 0)
    return {
      reasonCode: 'generator-saturated',
      message: `The load generator itself stood still in ${still} of ${seconds.length} seconds: what was due then was not sent then.`,
      mayFailTests: true,
    };
  const { startMs, endMs } = spanOfTest(walk);
  if (seconds.length < secondsOf(walk)) {
    const ranMs = Date.parse(load.finishedAt) - Date.parse(load.startedAt);
    return missing(
      `${script} ran for ${inSeconds(ranMs)} and was over before the walk was, which took ${inSeconds(endMs - startMs)}: let its profile standard be longer.`,
    );
  }
  if (threw > 0)
    return {
      ...missing(`${threw} iterations ended in an uncaught exception of ${script}.`),
      reasonCode: 'script-threw',
    };
  if (unsent.requests > 0)
    return { ...missing(`${unsent.requests} requests of ${script} never left.`), reasonCode: 'configuration' };
  const { due, ended, dropped } = sums(load);
  if (due === undefined || ended === undefined || dropped === undefined)
    return missing(`${script} does not tell what it started in each second of the walk.`);
  if (dropped > (1 - leastStarted) * due)
    return {
      ...missing(
        `${amount(dropped, '1')} of ${amount(due, '1')} iterations of ${script} were never sent: every virtual user was still waiting.`,
      ),
      reasonCode: 'dropped-iterations',
    };
  if (requests === 0 || due === 0 || ended < leastEnded * due)
    return missing(
      `${script} was to start ${amount(due, '1')} iterations during the walk, and ${amount(ended, '1')} ended.`,
    );
  return undefined;
}

/** Iterations in a second that ended during the walk; undefined: nobody knows. */
export function rateOf(load: LoadBeside): number | undefined {
  const { ended } = sums(load);
  return ended === undefined ? undefined : ended / load.seconds.length;
}

function sums({ seconds }: LoadBeside): Record<'due' | 'ended' | 'dropped', number | undefined> {
  const sumOf = (column: 'due' | 'ended' | 'dropped'): number | undefined =>
    seconds.reduce<number | undefined>((sum, second) => {
      const one = second[column];
      return sum === undefined || one === null ? undefined : sum + one;
    }, 0);
  return { due: sumOf('due'), ended: sumOf('ended'), dropped: sumOf('dropped') };
}

/** Of the clock, from that in which it began to that in which it ended. */
function secondsOf(walk: TestMeasured): number {
  const { startMs, endMs } = spanOfTest(walk);
  return secondOf(endMs) - secondOf(startMs) + 1;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
