import type { ReasonCode } from '../../records/check.js';
import { failuresTold, type ForeignMeasured } from '../../records/foreign.js';

/** One test of another tool's report, or one threshold of a k6 summary. */
export interface ForeignTest {
  title: string;
  outcome: 'passed' | 'failed' | 'flaky' | 'skipped';
  /** What the tool says of a failure, for people. */
  message?: string;
  /** All that it says of what went wrong, also before a pass; absent where that comes out differently each time. */
  whole?: readonly string[];
}

/** The worst first: a test that failed and was skipped then has failed. */
export const gravity = ['failed', 'flaky', 'skipped', 'passed'] as const satisfies readonly ForeignTest['outcome'][];

/** A moment in milliseconds since 1970; without a zone, what a clock on the wall showed, as if it hung in UTC. */
export interface Moment {
  atMs: number;
  zoned: boolean;
}

/** What a report says, once its figures are known to agree with each other. */
export interface ForeignReport {
  tool?: string;
  tests: readonly ForeignTest[];
  /** Every moment that it tells of: all lie in the time of its command, or it is another run's. */
  moments: readonly Moment[];
  /** How long it says that its measuring lasted. */
  lastedMs?: number;
  shortfall?: ForeignMeasured['shortfall'];
}

/** A report that cannot be believed, and why: it is evidence of nothing. */
export class ReportFlaw extends Error {
  override name = 'ReportFlaw';
  readonly reasonCode: ReasonCode;

  constructor(reasonCode: ReasonCode, message: string) {
    super(message);
    this.reasonCode = reasonCode;
  }
}

const longestTitle = 200;
const longestMessage = 1000;

/** The counts of a report, and its first failures in words. */
export function tallyOf(
  tests: readonly ForeignTest[],
): Pick<ForeignMeasured, 'tests' | ForeignTest['outcome'] | 'failures'> {
  const having = (outcome: ForeignTest['outcome']): ForeignTest[] => tests.filter((test) => test.outcome === outcome);
  const failed = having('failed');
  return {
    tests: tests.length,
    passed: having('passed').length,
    failed: failed.length,
    flaky: having('flaky').length,
    skipped: having('skipped').length,
    failures: failed.slice(0, failuresTold).map(({ title, message = 'The report does not say why.' }) => ({
      title: cut(title, longestTitle),
      message: cut(message, longestMessage),
    })),
  };
}

/** @throws ReportFlaw when a report's own count is another than what it holds. */
export function refuseOtherCount(what: string, said: number | undefined, found: number): void {
  if (said === undefined || said === found) return;
  throw new ReportFlaw('counts-disagree', `It says ${what}: ${said}, and holds ${found}.`);
}

function cut(text: string, longest: number): string {
  const trimmed = text.trim();
  return trimmed.length > longest ? `${trimmed.slice(0, longest - 1)}…` : trimmed;
}
