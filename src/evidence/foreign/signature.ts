import { settledFailure } from '../../records/settled-text.js';
import { digestOf } from '../digest.js';
import type { ForeignTest } from './report.js';

/**
 * What a waiver of this report's failures is held to: all of them, each in its whole words, since what is told of them
 * is cut. In which order they came is no part of it.
 * @returns undefined where nothing failed or was flaky.
 */
export function signatureOf(tests: readonly ForeignTest[]): string | undefined {
  const fallen = tests.filter(({ outcome }) => outcome === 'failed' || outcome === 'flaky');
  if (fallen.length === 0) return undefined;
  const spelled = fallen.map(({ title, outcome, whole = [] }) =>
    JSON.stringify([title, outcome, [...new Set(whole.map(settledFailure))].toSorted()]),
  );
  return digestOf(spelled.toSorted());
}
