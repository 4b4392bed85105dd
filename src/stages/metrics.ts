import { seriesIn } from '../records/prometheus-text.js';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { ask } from './ask.js';
import { authorization } from './identity.js';

const limitMs = 5_000;
const mostBytes = 8 * 1024 * 1024;
/** Of several processes behind one address each answers in turn, more or less: so often it is asked for each of them. */
const asksEach = 20;
const startOfProcess = 'process_start_time_seconds';

/** Of each process, how far each counter is and where each gauge stands. A process is known by its address and the moment that it was started. */
export type Reading = ReadonlyMap<string, ReadonlyMap<string, number>>;

/**
 * Reads counters and gauges off each process of staging.
 * @throws SetupError when staging names no metrics, an address does not answer, one of the names or a process is not there
 */
export async function readMetrics(staging: Staging, names: readonly string[], userAgent: string): Promise<Reading> {
  const { metrics } = staging;
  if (metrics === undefined)
    throw new SetupError(
      `${staging.target}: where its metrics are is not known. Name them as \`metrics\` in the staging record: docs/guides/compare-with-before.md`,
      'configuration',
      'harness',
    );
  const { urls, processes = urls.length } = metrics;
  const reading = new Map<string, Map<string, number>>();
  for (let asks = 0; asks < asksEach * processes && reading.size < processes; asks += urls.length)
    for (const url of urls) {
      const text = await textAt(url, staging, userAgent);
      reading.set(processIn(text, url), valuesIn(text, url, names));
    }
  if (reading.size === processes) return reading;
  throw noEvidence(
    `${urls.join(', ')}: ${reading.size} of ${processes} processes answered, however often they were asked. \`metrics.processes\` of the staging record says how many there are.`,
  );
}

/**
 * By how much a counter rose between two readings, over all processes.
 * @throws SetupError when a process went or came in between, or counts backwards
 */
export function risen(first: Reading, last: Reading, counter: string): number {
  let sum = 0;
  for (const [process, counters] of first) {
    const [from, to] = [counters.get(counter), last.get(process)?.get(counter)];
    if (from === undefined || to === undefined)
      throw noEvidence(
        `The process with ${process} is gone: it was restarted, or there are more than \`metrics.processes\` of the staging record says.`,
      );
    if (to < from) throw noEvidence(`${counter} fell from ${from} to ${to}: what falls is no counter.`);
    sum += to - from;
  }
  return sum;
}

async function textAt(url: string, staging: Staging, userAgent: string): Promise<string> {
  const own = staging.metrics?.authorization;
  const isAtTarget = new URL(url).origin === new URL(staging.target).origin;
  const letIn = own === undefined ? (isAtTarget ? authorization(staging) : {}) : { authorization: own };
  const answer = await ask(url, { ...letIn, 'user-agent': userAgent }, limitMs, mostBytes).catch((error: unknown) => {
    throw noEvidence(`${url} gave no answer: ${error instanceof Error ? error.message : String(error)}.`);
  });
  if (answer.status !== 200) throw noEvidence(`${url} answers with status ${answer.status}.`);
  if (answer.isCut) throw noEvidence(`${url} did not answer to its end, or with more than ${mostBytes} bytes.`);
  return answer.text;
}

function processIn(text: string, url: string): string {
  const [started] = seriesIn(text, startOfProcess);
  if (started === undefined)
    throw noEvidence(`${url} has no ${startOfProcess}, so whether a process was restarted could not be told.`);
  return `${started.join(' ')} at ${url}`;
}

/** Of several series all together: a request costs what all of its parts cost, and memory is all of its spaces. */
function valuesIn(text: string, url: string, names: readonly string[]): Map<string, number> {
  return new Map(
    names.map((name) => {
      const values = [...seriesIn(text, name).values()].map(Number);
      if (values.length === 0) throw noEvidence(`${url} has no ${name}.`);
      return [name, values.reduce((sum, value) => sum + value, 0)];
    }),
  );
}

function noEvidence(message: string): SetupError {
  return new SetupError(message, 'no-evidence', 'environment');
}
