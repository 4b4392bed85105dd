import { SetupError } from '../records/setup-error.js';
import { unmeasuredAnnotation, unmeasuredWords } from '../records/unmeasured.js';

/** The part of Playwright's `TestInfo` that carries words to the engine. */
export interface Annotated {
  annotations: { type: string; description?: string }[];
}

/**
 * Does what a check measures by. When that cannot be measured (a database that is not there, a snapshot that is too
 * old) the test fails, and the engine is told why: such a check has neither passed nor failed.
 */
export async function measured<T>(testInfo: Annotated, measure: () => Promise<T>): Promise<T> {
  try {
    return await measure();
  } catch (error) {
    if (error instanceof SetupError) {
      const description = unmeasuredWords(error.reasonCode, error.message);
      testInfo.annotations.push({ type: unmeasuredAnnotation, description });
    }
    throw error;
  }
}
