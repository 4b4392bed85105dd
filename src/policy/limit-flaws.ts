import type { ReasonCode } from '../records/check.js';
import type { Generator, LimitMeasured } from '../records/load-measured.js';
import type { Limit } from '../records/limit.js';
import { loadEnding } from '../records/load-exit.js';
import { rateInWords } from '../records/sendable-rate.js';

interface Flaw {
  reasonCode: ReasonCode;
  message: string;
}

/** Counts that contradict each other or the plan; undefined: they add up. */
export function countFlaw(measured: LimitMeasured, limit: Limit): Flaw | undefined {
  const { samples, beyond, blocks, sum } = measured;
  const disagree = (message: string): Flaw => ({ reasonCode: 'counts-disagree', message });
  if (!isSame(measured.limit, limit))
    return disagree(`It was measured for ${measured.limit.expression}, not for ${limit.expression}.`);
  if (!Number.isFinite(samples + beyond + sum))
    return { reasonCode: 'invalid-number', message: 'A count is no number.' };
  if (beyond > samples) return disagree(`${beyond} samples beyond the limit are more than all ${samples}.`);
  const held = { samples: 0, beyond: 0 };
  for (const block of blocks) {
    if (block.beyond > block.samples) return disagree('A second has more samples beyond the limit than samples.');
    if (block.unanswered !== undefined && block.unanswered > block.beyond)
      return disagree('A second has more unanswered samples than samples beyond the limit.');
    held.samples += block.samples;
    held.beyond += block.beyond;
  }
  if (held.samples !== samples)
    return disagree(`Its seconds hold ${held.samples} samples, and ${samples} are counted.`);
  if (held.beyond !== beyond)
    return disagree(`Its seconds hold ${held.beyond} samples beyond the limit, and ${beyond} are counted.`);
  const { lateMs } = measured.generator;
  if (lateMs !== undefined && lateMs.length !== blocks.length)
    return disagree(
      `How late the generator was is told of ${lateMs.length} seconds, and ${blocks.length} are counted.`,
    );
  return undefined;
}

interface Shortfall extends Flaw {
  /** Could a limit look exceeded because of this, with nothing wrong in the product? */
  mayCause: (limit: Limit) => boolean;
}

/**
 * Why the generator's measurement cannot prove that a limit is kept: the first reason, and whether any of them may be
 * what exceeds a limit; undefined: it was sound.
 */
export function generatorFlaw(
  measured: Pick<LimitMeasured, 'generator' | 'period'>,
  tool: 'k6' | 'autocannon',
): Shortfall | undefined {
  const found = [...shortfallsOfScript(measured), ...shortfallsOfRun(measured.generator, tool)];
  const [first] = found;
  return first && { ...first, mayCause: (limit) => found.some((each) => each.mayCause(limit)) };
}

// Too little was sent: only a sum can come out wrong by that.
const ofSums = ({ rule }: Limit): boolean => rule.kind === 'count';

/** What the script's own doing, or this machine's, keeps from being proof. */
function shortfallsOfScript(measured: Pick<LimitMeasured, 'generator' | 'period'>): Shortfall[] {
  const { generator } = measured;
  const { threw, droppedIterations, iterations, failedRequests, unsent, lateMs } = generator;
  const found: Shortfall[] = [];
  if (droppedIterations > 0)
    found.push({
      reasonCode: 'dropped-iterations',
      message: `${droppedIterations} iterations were never sent: every virtual user was still waiting (staging too slow for so few of them, or this machine too busy).${sendableInWords(measured)}`,
      // Too little was sent, and that makes no answer slower. A generator out of breath does: where it does not tell how
      // late it was itself, its own slowness cannot be told from staging's. That a response was an error stays true.
      mayCause: ({ rule, unit }) =>
        rule.kind === 'count' || (rule.kind === 'quantile' && (unit !== 'ms' || lateMs === undefined)),
    });
  if (unsent.requests > 0)
    found.push({
      reasonCode: 'configuration',
      message: unsentInWords(unsent),
      // Figures of requests are without them. The script's own figures (checks) hold what it made of them, unless a
      // request that was sent failed too: then nobody can tell, and it stays the product's.
      mayCause: (limit) => ofSums(limit) || (failedRequests === 0 && !limit.metric.startsWith('http_req_')),
    });
  if (threw > 0)
    found.push({
      reasonCode: 'script-threw',
      message: `${threw} of ${iterations} iterations ended in an uncaught exception of the script.`,
      mayCause: ofSums,
    });
  return found;
}

/** Whose matter it may be: a generator that sent far less than it can was not what was slow. */
function sendableInWords({ generator, period }: Pick<LimitMeasured, 'generator' | 'period'>): string {
  const { sendablePerSecond, requests } = generator;
  if (sendablePerSecond === undefined || period === undefined || period.durationMs === 0) return '';
  const sent = rateInWords((1000 * requests) / period.durationMs);
  return ` By the processor time that it took, the generator can send about ${rateInWords(sendablePerSecond)} of this script here, and sent ${sent}.`;
}

function unsentInWords({ requests, to }: Generator['unsent']): string {
  const where = to.length === 0 ? '' : ` (${to.join(', ')})`;
  return (
    `${requests} requests never left: the script sends them to no address, or to a host that this run does not allow${where}. ` +
    'Mend the script (are its variables set?), or list the host by its whole name in allowedHosts of staging.config.ts.'
  );
}

/** What keeps a run that did not go to its end, or sent nothing, from being proof. */
function shortfallsOfRun(generator: Generator, tool: 'k6' | 'autocannon'): Shortfall[] {
  const { complete, exitCode, segment, interruptedIterations, requests } = generator;
  const found: Shortfall[] = [];
  const ending = loadEnding(tool, exitCode, segment);
  if (ending !== undefined) found.push({ ...ending, mayCause: ofSums });
  if (requests === 0)
    found.push({
      reasonCode: 'zero-samples',
      message: `${tool} counted no request that was sent and answered; ${interruptedIterations} iterations were cut off.`,
      mayCause: () => true,
    });
  if (!complete)
    found.push({
      reasonCode: 'runner-died',
      message: `${tool} did not write its evidence to the end.`,
      mayCause: ofSums,
    });
  // The slowest are missing, so the rest looks better than it was; what is exceeded without them stays exceeded.
  if (interruptedIterations > 0)
    found.push({
      reasonCode: 'iterations-cut-off',
      message:
        `${interruptedIterations} iterations were cut off while they waited, and what they waited for is in no figure. ` +
        'Give requests a timeout that is shorter than gracefulStop (and gracefulRampDown): then they fail in time.',
      mayCause: ofSums,
    });
  return found;
}

/** The same limit, however its tags are ordered. */
function isSame(a: Limit, b: Limit): boolean {
  const isAlike = a.metric === b.metric && a.expression === b.expression && a.unit === b.unit;
  return isAlike && haveSameMembers(a.tags, b.tags) && haveSameMembers(a.rule, b.rule);
}

type Members = Readonly<Record<string, string | number>>;

function haveSameMembers(a: Members, b: Members): boolean {
  for (const key in a) if (a[key] !== b[key]) return false;
  for (const key in b) if (!Object.hasOwn(a, key)) return false;
  return true;
}
