import type { Attribution, ReasonCode } from './check.js';

/** Something that measuring needs is not there: the run ends INCONCLUSIVE, exit 3. */
export class SetupError extends Error {
  override name = 'SetupError';

  constructor(
    message: string,
    readonly reasonCode: ReasonCode = 'setup-failed',
    readonly attribution: Attribution = 'harness',
  ) {
    super(message);
  }
}
