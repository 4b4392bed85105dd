import type { ReadingLimits } from './table-rows.js';

/** A table whose people are made up, as whoever made them knows. */
export interface SyntheticTable {
  /** With its schema: `public.customers`. */
  table: string;
  reason: string;
  owner: string;
}

export interface PersonalDataOptions extends Partial<ReadingLimits> {
  /** PostgreSQL connection string: the staging record's `database`. */
  database: string | undefined;
  /** Domains whose e-mail addresses belong to nobody, besides example.com, .test and other reserved ones. */
  testDomains?: readonly string[];
  /**
   * Tables of made-up people. It holds for rows that have e-mail addresses, all on test domains: names, addresses and
   * birthdays in them are nobody's. A declaration that matches no row is a finding.
   */
  synthetic?: readonly SyntheticTable[];
  /** What a sample has to prove: fewer rows than this share hold personal data, at 95 % confidence. */
  maximumPrevalence?: number;
  /** For the whole scan. */
  timeLimitMs?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { table: string; done: number; of: number }) => void;
}

export const defaults = {
  fullRows: 1_000_000,
  sampleRows: 500_000,
  statementLimitMs: 30_000,
  valueCharacters: 200_000,
  restShare: 0.25,
  maximumPrevalence: 0.00001,
  timeLimitMs: 600_000,
};

/** What holds where nobody says otherwise. */
export function limitsOf(options: PersonalDataOptions): Limits {
  const said = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return { ...defaults, ...said };
}

export type Limits = typeof defaults & Omit<PersonalDataOptions, keyof typeof defaults | 'database'>;
