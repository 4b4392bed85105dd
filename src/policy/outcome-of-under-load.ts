import type { TestMeasured, UnderLoadMeasured } from '../records/evidence.js';
import { amount } from '../records/figure.js';
import type { UnderLoadSource } from '../records/plan.js';
import type { Pair } from '../statistics/log-ratio.js';
import { fewestPairs } from '../statistics/looks.js';
import { compareSideBySide, type PairedComparison } from '../statistics/side-by-side.js';
import { middleOf, outcomeOfBounds, times } from './comparison.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { loadFlaw } from './load-beside.js';
import { outcomeOfTest } from './outcome-of-test.js';
import type { LoadFacts } from './sound-load.js';

type WalkedPair = UnderLoadMeasured['pairs'][number];

/**
 * Judges whether a test works while load runs as it does without, and whether its pages are not slower, by the ratios of
 * the pairs. A pair that was not soundly measured is not left out, since whoever could leave pairs out could choose.
 */
export function outcomeOfUnderLoad(measured: UnderLoadMeasured, source: UnderLoadSource): Judgement {
  const { pairs, period } = measured;
  const facts: LoadFacts = {
    durationMs: period === undefined ? 0 : period.durationMs,
    expected: `works, and is no slower, while ${source.file} runs`,
    actual: undefined,
  };
  const each = pairs.map((pair, at) => outcomeOfPair(pair, at + 1, source, facts));
  const flawed = each.find(({ outcome }) => outcome === 'failed') ?? each.find(({ outcome }) => outcome !== 'passed');
  if (flawed !== undefined) return flawed;
  const compared = comparedUnderLoad(measured, source);
  if (compared === undefined) {
    const message = `${pairs.length} pairs were walked, and it takes ${fewestPairs} to compare.`;
    return fellShort('too-few-samples', message, facts);
  }
  return decision(compared, measured, source, facts);
}

/** Whether more pairs may decide it. */
export function isOpen({ reasonCode }: Judgement): boolean {
  return reasonCode === 'too-few-samples' || reasonCode === 'interval-straddles-limit';
}

/** Where it lies beside the walks without load; undefined: so few pairs do not tell. */
export function comparedUnderLoad(
  measured: UnderLoadMeasured,
  { walks, margin, among }: UnderLoadSource,
): PairedComparison | undefined {
  const pairs = durationsOf(measured);
  if (pairs.length === 0) return undefined;
  const [compared] = compareSideBySide([{ name: walks, pairs, margin }], among).metrics;
  return compared?.upper === undefined ? undefined : compared;
}

/** What the pages of a walk took together, in milliseconds; undefined: it opened none, or one has no figure. */
export function pagesMs({ attempts }: TestMeasured): number | undefined {
  const pages = attempts.at(-1)?.pageTimes?.pages;
  return pages?.reduce<number | undefined>(
    (sum, { ms }) => (sum === undefined || ms === null ? undefined : sum + ms),
    0,
  );
}

/** What of its pages is compared, in words. */
export function figureOf({ pairs }: UnderLoadMeasured): string {
  const times = pairs.at(-1)?.idle.attempts.at(-1)?.pageTimes;
  if (times?.figure === 'lcp') return 'largest contentful paint';
  return `until its ${times === undefined ? '' : `${times.pages.length} `}pages were there`;
}

/** Passed: both walks passed, there was load beside the one, and both have a figure. */
function outcomeOfPair(
  { idle, loaded, load }: WalkedPair,
  nth: number,
  { file }: UnderLoadSource,
  facts: LoadFacts,
): Judgement {
  const told = (found: Judgement, what: string): Judgement => ({
    ...found,
    message: `Pair ${nth}, ${what}: ${found.message}`,
  });
  const without = outcomeOfTest(idle, 1);
  if (without.outcome === 'failed')
    return told(
      fellShort('fails-without-load', without.message, { ...facts, attachments: without.attachments }),
      'without load',
    );
  if (without.outcome !== 'passed') return told(without, 'without load');
  const flaw = loadFlaw(load, loaded, file);
  const within = outcomeOfTest(loaded, 1);
  if (within.outcome === 'failed' && flaw?.mayFailTests !== true)
    return told(within, `while ${file} ran (it passed without)`);
  if (flaw !== undefined) return told(fellShort(flaw.reasonCode, flaw.message, facts), file);
  if (within.outcome !== 'passed') return told(within, 'under load');
  for (const walk of [idle, loaded]) {
    const ms = pagesMs(walk);
    if (ms === undefined || ms <= 0)
      return told(fellShort('zero-samples', noFigure(walk), facts), walk === idle ? 'without load' : 'under load');
  }
  return passed('', facts);
}

function noFigure({ attempts }: TestMeasured): string {
  const pages = attempts.at(-1)?.pageTimes?.pages;
  if (pages === undefined) return 'The test opened no page, so there is no speed to compare.';
  const without = pages.find(({ ms }) => ms === null);
  return `The browser gave no figure${without === undefined ? '' : ` for ${without.path}`}.`;
}

function durationsOf({ pairs }: UnderLoadMeasured): Pair[] {
  return pairs.flatMap(({ idle, loaded }) => {
    const [before, after] = [pagesMs(idle), pagesMs(loaded)];
    return before === undefined || after === undefined ? [] : [{ before, after }];
  });
}

function decision(
  compared: PairedComparison,
  measured: UnderLoadMeasured,
  { file }: UnderLoadSource,
  facts: LoadFacts,
): Judgement {
  const { runs, estimate = 1, margin } = compared;
  const durations = durationsOf(measured).slice(0, runs);
  const [idleMs, loadedMs] = [
    middleOf(durations.map(({ before }) => before)),
    middleOf(durations.map(({ after }) => after)),
  ];
  const middles = `${amount(Math.round(idleMs), 'ms')} and ${amount(Math.round(loadedMs), 'ms')} in the middle`;
  const figure = figureOf(measured);
  const seen = `${figure}: ${times(estimate)} as long while ${file} runs, in ${runs} pairs (${middles})`;
  const all = {
    ...facts,
    expected: `${figure}: at most ${times(margin)} while ${file} runs`,
    actual: `${times(estimate)} in ${runs} pairs`,
  };
  const found = outcomeOfBounds(compared, seen, all);
  return found.outcome === 'failed' ? fellShort('slower-under-load', found.message, all) : found;
}
