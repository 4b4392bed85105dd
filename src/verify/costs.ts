import { notMeasured } from '../evidence/converted.js';
import type { Measured } from '../records/evidence.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { readMetrics, risen, type Reading } from '../stages/metrics.js';
import type { House } from './house.js';
import { measureLoad, type LoadMeasured, type LoadRun } from './run-load.js';
import type { Run } from './run.js';

/** One of several runs of a gathering's script, with what it cost the staging that it went to, where that is compared. */
export async function measureWithCosts(
  gathering: Gathering,
  planned: readonly PlannedCheck[],
  house: House,
  run: Run,
  how: LoadRun & { staging: Staging },
): Promise<LoadMeasured> {
  const counterOf = new Map(
    planned.flatMap(({ id, source }) =>
      source.kind === 'comparison' && source.counter !== undefined ? [[id, source.counter]] : [],
    ),
  );
  const measure = (): Promise<LoadMeasured> => measureLoad(gathering, planned, house, run, how);
  if (counterOf.size === 0) return measure();
  const { done: one, spent } = await whileCounted(how.staging, [...new Set(counterOf.values())], run, measure);
  const found = new Map(one.found);
  for (const [id, counter] of counterOf) {
    const measured = found.get(id);
    if (measured?.kind === 'limit') {
      const cost = spent(counter);
      found.set(id, cost instanceof SetupError ? unread(cost) : { ...measured, spent: cost });
    }
  }
  return { ...one, found };
}

/**
 * Does something, and reads staging's counters before and after it. That they cannot be read keeps nothing from being done:
 * `spent` then says why, instead of by how much a counter rose.
 */
export async function whileCounted<Done>(
  staging: Staging,
  counters: readonly string[],
  { userAgent }: Pick<Run, 'userAgent'>,
  act: () => Promise<Done>,
): Promise<{ done: Done; spent: (counter: string) => number | SetupError }> {
  const read = (): Promise<Reading | SetupError> => readMetrics(staging, counters, userAgent).catch(expected);
  const first = await read();
  const done = await act();
  const last = await read();
  const spent = (counter: string): number | SetupError => {
    if (first instanceof SetupError) return first;
    if (last instanceof SetupError) return last;
    try {
      return risen(first, last, counter);
    } catch (error) {
      return expected(error);
    }
  };
  return { done, spent };
}

function unread({ reasonCode, message, attribution }: SetupError): Measured {
  return notMeasured(reasonCode, message, attribution);
}

function expected(error: unknown): SetupError {
  if (error instanceof SetupError) return error;
  throw error;
}
