import type { Client } from 'pg';
import type { DataProfile, Likeness } from '../../records/likeness.js';
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

export function defineDataCheck(check: DataCheck): DataCheck {
  return check;
}
