import type { TestMeasured, UnderLoadMeasured } from '../records/evidence.js';
import { amount } from '../records/figure.js';
import type { UnderLoadSource } from '../records/plan.js';
import { boundOf, times } from './comparison.js';
import type { Said } from './explain-limit.js';
import { rateOf } from './load-beside.js';
import { comparedUnderLoad, figureOf, pagesMs } from './outcome-of-under-load.js';

/** How a test walked under load and without: each pair, the pages of the last one, and what they say together. */
export function* explainUnderLoad(source: UnderLoadSource, measured: UnderLoadMeasured): Generator<Said> {
  const { margin, among, file } = source;
  const floor = margin.absolute === 0 ? '' : ` or ${amount(margin.absolute, 'ms')}`;
  const shared = among === 1 ? '' : `, an error that ${among} checks share`;
  yield [
    'rule',
    `passes while ${file} runs; ${figureOf(measured)}: at most ${amount(margin.relative * 100, '1')} %${floor} longer than without, proven at 95 % by the ratios of the pairs (signed ranks, looked at after 6 and after 10)${shared}`,
  ];
  for (const [at, { idle, loaded, load }] of measured.pairs.entries()) {
    const rate = rateOf(load);
    const beside = rate === undefined ? 'nobody knows what was sent' : `${amount(rate, '1')} iterations/s`;
    yield ['pair', `${at + 1}: ${walkInWords(idle)} and ${walkInWords(loaded)}, with ${beside}`];
  }
  const last = measured.pairs.at(-1);
  if (last !== undefined) yield ['pages', `of the last pair: ${pagesInWords(last)}`];
  const compared = comparedUnderLoad(measured, source);
  if (compared?.estimate === undefined) return;
  const { estimate, lower, upper, margin: may } = compared;
  yield ['interval', `${times(estimate)}, ${boundOf(lower)} to ${boundOf(upper)}; ${times(may)} may be`];
}

function walkInWords(walk: TestMeasured): string {
  const status = walk.attempts.at(-1)?.status;
  if (status !== 'passed') return `${status}`;
  return durationInWords(pagesMs(walk));
}

function pagesInWords({ idle, loaded }: UnderLoadMeasured['pairs'][number]): string {
  const told = [idle, loaded].map((walk) =>
    (walk.attempts.at(-1)?.pageTimes?.pages ?? []).map(({ path, ms }) => `${path} ${durationInWords(ms ?? undefined)}`),
  );
  return told.map((pages) => (pages.length === 0 ? 'none' : pages.join(', '))).join('; under load: ');
}

function durationInWords(ms: number | undefined): string {
  return ms === undefined ? 'nothing' : amount(ms, 'ms');
}
