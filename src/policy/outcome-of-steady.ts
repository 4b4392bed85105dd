import { costUnit } from '../records/cost.js';
import type { SteadyMeasured } from '../records/load-measured.js';
import { amount, percent } from '../records/figure.js';
import type { SteadySource } from '../records/plan.js';
import { batches, secondsToTell, type Growth } from '../statistics/growth.js';
import { stoodStill } from './comparison.js';
import { calmMs, part } from './generator-lateness.js';
import { growthSeen, type GrowthSeen, type Line } from './growth-seen.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { generatorFlaw } from './limit-flaws.js';
import type { LoadFacts } from './sound-load.js';

/** Load that rose or fell by more than this over the judged part may itself be what made something grow, or not. */
const mostChangeOfLoad = 0.1;

/** Of more requests without an answer than this, the slowest are not in the figures. */
const mostUnanswered = 0.01;

/**
 * Judges whether something grows while load lasts. Of several processes the worst decides: one that leaks is not made up for
 * by others that do not. A generator that fell short proves no pass; growth that it proved stays proven, unless the shortfall
 * itself may be what grew.
 */
export function outcomeOfSteady(measured: SteadyMeasured, source: SteadySource): Judgement {
  const { metric, atMostPercentPerHour } = source;
  const facts: LoadFacts = {
    durationMs: measured.period.durationMs,
    expected: `${metric} grows by at most ${atMostPercentPerHour} % an hour`,
    actual: undefined,
  };
  const seen = growthSeen(measured, source);
  const shortfall = generatorFlaw(measured, source.tool);
  if ('reasonCode' in seen) {
    const { reasonCode, message } = reasonBefore(seen.reasonCode, shortfall) ?? seen;
    return fellShort(reasonCode, message, facts);
  }
  const all = { ...facts, actual: `${signed(worstOf(seen.lines).growth.perHour)} an hour` };
  const found = decision(seen, source, all);
  if (found.outcome === 'failed') return ofTheLoad(seen, source, all) ?? found;
  if (shortfall !== undefined) return fellShort(shortfall.reasonCode, shortfall.message, all);
  if (found.outcome !== 'passed') return found;
  return stoodStill(measured, all) ?? lessLoad(seen, all) ?? withoutAnswer(measured, all) ?? found;
}

type Flaw = Pick<NonNullable<ReturnType<typeof generatorFlaw>>, 'reasonCode' | 'message'>;

/** Why there is too little is what the generator says of itself; figures that disagree are believed in nothing. */
function reasonBefore(found: Judgement['reasonCode'], shortfall: Flaw | undefined): Flaw | undefined {
  return found === 'counts-disagree' || found === 'invalid-number' ? undefined : shortfall;
}

function decision({ lines, seconds }: GrowthSeen, source: SteadySource, facts: LoadFacts): Judgement {
  const most = source.atMostPercentPerHour / 100;
  const worst = worstOf(lines);
  const may = `${percent(most)} may be`;
  const failing = lines.filter(({ growth }) => growth.lower > most);
  if (failing.length > 0) {
    const one = worstOf(failing as [Line, ...Line[]]);
    return fellShort(
      'grows',
      `${said(one, lines, source)}; 95 % sure of at least ${signed(one.growth.lower)} (${may}).`,
      facts,
    );
  }
  const open = lines.filter(({ growth }) => growth.upper > most);
  if (open.length === 0) {
    const upper = Math.max(...lines.map(({ growth }) => growth.upper));
    return passed(`${said(worst, lines, source)}; 95 % sure of at most ${signed(upper)} (${may}).`, facts);
  }
  const one = open.toSorted((a, b) => b.growth.upper - a.growth.upper)[0] as Line;
  const needed = Math.max(...open.map(({ growth }) => secondsToTell(growth, most, seconds)));
  const between = `95 % sure of ${signed(one.growth.lower)} to ${signed(one.growth.upper)}: neither within ${percent(most)} nor beyond it for sure.`;
  return fellShort(
    'interval-straddles-limit',
    `${said(one, lines, source)}; ${between} ${lengthInWords(needed, seconds)}`,
    facts,
  );
}

/** A year is beyond what anybody runs. */
const tooLongSeconds = 365 * 24 * 3600;

function lengthInWords(needed: number, seconds: number): string {
  if (!(needed < tooLongSeconds)) return 'It grows by so nearly what it may that no run would tell.';
  return `A run that is as noisy and grows like this would have to last about ${lasting(needed)} to tell; this one lasted ${lasting(seconds)}.`;
}

function lasting(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}

/** Growth that the load's own rise, or the generator's own lateness, may have made. Undefined: neither is an excuse. */
function ofTheLoad(
  { loadRose, latenessRoseMs, lines, batchSeconds }: GrowthSeen,
  { metric }: SteadySource,
  facts: LoadFacts,
): Judgement | undefined {
  if (loadRose > mostChangeOfLoad)
    return fellShort(
      'interval-straddles-limit',
      `The load itself rose by ${percent(loadRose)} meanwhile: that may be what made ${metric} grow. Let the script hold its load.`,
      facts,
    );
  const { mean, perHour } = lines[0].growth;
  const roseMs = (mean * perHour * batches * batchSeconds) / 3600;
  // What staging's own metrics read, a late generator does not change.
  if (metric !== 'http_req_duration' || latenessRoseMs <= Math.max(calmMs, roseMs / part)) return undefined;
  const later = Number.isFinite(latenessRoseMs)
    ? `${amount(latenessRoseMs, 'ms')} later`
    : 'not let run, or does not tell';
  return fellShort(
    'generator-saturated',
    `The load generator itself was ${later} in the end: that may be what makes requests ${amount(roseMs, 'ms')} slower. Give it processors of its own, or another machine.`,
    facts,
  );
}

function lessLoad({ loadRose }: GrowthSeen, facts: LoadFacts): Judgement | undefined {
  if (loadRose >= -mostChangeOfLoad) return undefined;
  const message = `The load itself fell by ${percent(-loadRose)} meanwhile: what does not grow under less and less load proves nothing. Let the script hold its load.`;
  return fellShort('interval-straddles-limit', message, facts);
}

function withoutAnswer({ requests, unanswered }: SteadyMeasured, facts: LoadFacts): Judgement | undefined {
  const all = requests.reduce((sum, [count]) => sum + count, unanswered);
  if (unanswered <= mostUnanswered * all) return undefined;
  const message = `${unanswered} of ${all} requests got no answer (${percent(mostUnanswered)} may be): the slowest are in no figure.`;
  return fellShort('too-few-samples', message, facts);
}

function worstOf([first, ...others]: [Line, ...Line[]]): Line {
  return others.reduce((worst, line) => (line.growth.perHour > worst.growth.perHour ? line : worst), first);
}

/** `process_resident_memory_bytes of the worst of 2 processes: +3 % an hour, from 98 bytes to 104 bytes`. */
function said({ process, means, growth }: Line, lines: readonly Line[], source: SteadySource): string {
  const of =
    lines.length === 1 || process === undefined ? '' : ` of ${process}, the worst of ${lines.length} processes`;
  const [from, to] = [means[0], means.at(-1)].map((mean) => levelOf(mean as number, source));
  return `${source.metric}${of}: ${signed(growth.perHour)} an hour, from ${from} to ${to}`;
}

/** A batch's mean, with its unit. */
export function levelOf(mean: number, { metric }: SteadySource): string {
  if (metric === 'http_req_duration') return amount(mean, 'ms');
  const { unit, scale } = costUnit(metric);
  if (unit === 'bytes' && mean >= 1e6) return `${Number((mean / 1e6).toPrecision(4))} MB`;
  return amount(mean * scale, unit);
}

/** `+3 %`, `−0.2 %`. */
export function signed(share: number): string {
  return share > 0 ? `+${percent(share)}` : percent(share).replace('-', '−');
}

/** Slope and bounds in one line. */
export function boundsOf({ perHour, lower, upper }: Growth): string {
  return `${signed(perHour)} an hour, ${signed(lower)} to ${signed(upper)}`;
}
