import type { Client } from 'pg';
import type { DataProfile, Likeness } from '../../records/likeness.js';
import { SetupError } from '../../records/setup-error.js';
import type { Finding } from '../finding.js';

/** What a check of the data is judged from. */
export interface Data {
  /** Staging's database, in a read-only transaction. */
  client: Client;
  likeness: Likeness;
  production: DataProfile;
  /** ISO 8601 in UTC. */
  now: string;
}

export interface DataJudgement {
  findings: Finding[];
  /** What holds where nothing was found, and of how much, as a sentence. */
  promise: string;
}

/** The default export of `checks/<what-holds>.check.ts`. */
export interface DataCheck {
  /** Whether parity.yaml says what it takes. */
  isDeclared(likeness: Likeness): boolean;
  /** @throws SetupError where it cannot be judged: that is no pass. */
  judge(data: Data): Promise<DataJudgement>;
}

/**
 * What holds where staging has none of what is judged: nothing is wrong, where production has none either.
 * @param what in the singular.
 * @throws SetupError where production has some.
 */
export function judgedOfNone(what: string, inProduction: number): DataJudgement {
  if (inProduction > 0) throw nothingToJudge(`Staging has no ${what}, and production has ${inProduction}`);
  return { findings: [], promise: `Neither production nor staging has a ${what}.` };
}

/** The error for data that no fault could be seen in, because there is none. */
export function nothingToJudge(why: string): SetupError {
  return new SetupError(`${why}: there is nothing to judge.`, 'zero-samples', 'environment');
}

export function defineDataCheck(check: DataCheck): DataCheck {
  return check;
}
