import { notMeasured } from '../evidence/converted.js';
import type { Measured } from '../records/evidence.js';
import type { LimitMeasured } from '../records/load-measured.js';
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
  if (counterOf.size === 0) return measureLoad(gathering, planned, house, run, how);
  const read = (): Promise<Reading | SetupError> =>
    readMetrics(how.staging, [...new Set(counterOf.values())], run.userAgent).catch(expected);
  const first = await read();
  const one = await measureLoad(gathering, planned, house, run, how);
  const last = await read();
  const found = new Map(one.found);
  for (const [id, counter] of counterOf) {
    const measured = found.get(id);
    if (measured?.kind === 'limit') found.set(id, withCost(measured, counter, first, last));
  }
  return { ...one, found };
}

/** That costs are not known keeps nothing else from being measured. */
function withCost(
  measured: LimitMeasured,
  counter: string,
  first: Reading | SetupError,
  last: Reading | SetupError,
): Measured {
  if (first instanceof SetupError) return unread(first);
  if (last instanceof SetupError) return unread(last);
  try {
    return { ...measured, spent: risen(first, last, counter) };
  } catch (error) {
    return unread(expected(error));
  }
}

function unread({ reasonCode, message, attribution }: SetupError): Measured {
  return notMeasured(reasonCode, message, attribution);
}

function expected(error: unknown): SetupError {
  if (error instanceof SetupError) return error;
  throw error;
}
