/** Where a command runs, as the plain-Node entry found it. */
export interface Place {
  /** The words after `gonogo`. */
  argv: string[];
  /** The run whose first, INCONCLUSIVE verdict is on disk already; only for `verify`. */
  run: { id: string; dir: string } | undefined;
  /** The project that is verified: where staging.config.ts, suites and load are. */
  projectDir: string;
  /** This package: where its own sources for k6 are. */
  packageDir: string;
}

/** What selects a run: shared by `verify` and `plan`, so that the plan is the run's. */
export interface SelectOptions {
  target?: string;
  staging?: string;
  release?: string;
  profile: 'smoke' | 'standard' | 'full';
  /** Patterns of check ids. */
  only?: string[];
  /** How noisy is what is compared? */
  aa?: true;
  /** How many k6 processes each run of a k6 script is; 1 is what there is without it. */
  segments?: number;
}

export interface VerifyOptions extends SelectOptions {
  /** Milliseconds. */
  waitForRelease?: number;
  headed?: true;
  /** The folder of the run to go on with. */
  resume?: string;
  /** Nobody asked for the profile: a run that goes on with another one takes that one's. */
  profileIsDefault?: boolean;
  out: string;
  json?: true;
}
