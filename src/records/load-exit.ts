import type { ReasonCode } from './check.js';
import { toolInWords, type Segment } from './segments.js';

/** Why a load tool's end proves no pass, whatever it measured before. */
interface LoadEnding {
  reasonCode: ReasonCode;
  message: string;
}

/** Exit codes of gonogo's own autocannon runner. */
export const saturationExit = { ranToItsEnd: 0, unusable: 2, gaveUp: 3, capped: 4, defect: 70, interrupted: 130 };

type Endings = Readonly<Record<number, 'measured' | readonly [ReasonCode, string]>>;

/** None of k6's own codes: its extension's output, or the reader of a k6 without it, stopped it then. */
export const ownK6Exit = { capped: 120, garbled: 121 };

const capped: readonly [ReasonCode, string] = [
  'generator-saturated',
  'it stopped early, at all the requests that caps.requests of staging.config.ts leaves it: raise the cap, or send less',
];

const died = (words: string): readonly [ReasonCode, string] => ['runner-died', words];

// go.k6.io/k6/v2/errext/exitcodes. Measured: everything was sent and recorded, and the evidence says what came of it.
// 0 proves nothing by itself: a script whose every iteration throws exits 0 too.
const ofK6: Endings = {
  0: 'measured',
  97: died('a cloud run failed'),
  98: died('it could not follow a cloud run'),
  // A crossed threshold, and a script that marked the test as failed: they speak of the product.
  99: 'measured',
  100: died('setup() took too long'),
  101: died('teardown() took too long'),
  102: died('it timed out'),
  103: died('it was stopped through its REST API'),
  104: ['configuration', 'it refused its configuration'],
  105: ['interrupted', 'it was stopped by a signal'],
  106: died('it could not open its REST API'),
  107: ['script-threw', 'the script threw outside of an iteration (init, setup or teardown)'],
  108: died('the script aborted the test'),
  109: died('it panicked'),
  110: 'measured',
  [ownK6Exit.capped]: capped,
  [ownK6Exit.garbled]: ['unparsable', 'what it printed of its samples cannot be read, or is not all'],
};

const ofAutocannon: Endings = {
  [saturationExit.ranToItsEnd]: 'measured',
  [saturationExit.unusable]: ['configuration', 'the script cannot be run'],
  [saturationExit.gaveUp]: ['staging-died', 'it gave up, since one request after the other got no answer'],
  [saturationExit.capped]: capped,
  [saturationExit.defect]: ['defect', 'it broke'],
  [saturationExit.interrupted]: ['interrupted', 'it was stopped by a signal'],
};

/** How a load tool ended; `null`: by a signal. Undefined: it ran to its end, and what it counted decides. */
export function loadEnding(
  tool: 'k6' | 'autocannon',
  exitCode: number | null,
  segment?: Segment,
): LoadEnding | undefined {
  const who = toolInWords(tool, segment);
  if (exitCode === null) return { reasonCode: 'runner-died', message: `${who} was killed.` };
  const known = { k6: ofK6, autocannon: ofAutocannon }[tool][exitCode];
  if (known === 'measured') return undefined;
  const [reasonCode, words] = known ?? died('it could not measure');
  return { reasonCode, message: `${who} fell short: ${words} (exit code ${exitCode}).` };
}
