import type { VerdictWord } from '../records/verdict.js';

/** Every exit code there is. A tool's own is never passed through. */
export const exitCodes = {
  go: 0,
  noGo: 1,
  /** The command line or the configuration: nothing was sent. */
  usage: 2,
  inconclusive: 3,
  /** The guard in production's pipeline. */
  refused: 4,
  awaitingApproval: 5,
  /** gonogo itself is broken: every error that nothing caught. */
  defect: 70,
  interruptedBySigint: 130,
  interruptedBySigterm: 143,
} as const;

/** The exit code that a verdict stands for. */
export const exitCodeOf: Readonly<Record<VerdictWord, number>> = {
  GO: exitCodes.go,
  'NO-GO': exitCodes.noGo,
  INCONCLUSIVE: exitCodes.inconclusive,
  'AWAITING-APPROVAL': exitCodes.awaitingApproval,
};
