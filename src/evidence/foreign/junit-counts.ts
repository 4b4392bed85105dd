import { ReportFlaw, refuseOtherCount, type ForeignTest } from './report.js';
import type { XmlElement } from './strict-xml.js';

/** A test, and how many elements say that something was wrong with it: some tools count these. */
export interface JunitTest extends ForeignTest {
  troubles: number;
}

/**
 * Holds what a suite says of itself to the tests in it and in the suites inside it. What it does not say is not asked
 * for. Tools differ in what is a failure and what an error, and whether a test with two of them counts twice.
 * @throws ReportFlaw
 */
export function refuseMiscount(suite: XmlElement, tests: readonly JunitTest[]): void {
  const said = (...names: string[]): number | undefined => sumOf(suite, names);
  const having = (outcome: JunitTest['outcome']): number => tests.filter((test) => test.outcome === outcome).length;
  refuseOtherCount('tests', said('tests'), tests.length);
  refuseOtherCount('skipped', said('skipped', 'disabled'), having('skipped'));
  const failures = said('failures', 'errors');
  const troubles = tests.reduce((sum, test) => sum + test.troubles, 0);
  if (failures !== troubles) refuseOtherCount('failures and errors', failures, having('failed'));
}

/** Undefined where it says none of them. */
function sumOf({ name, attributes }: XmlElement, keys: readonly string[]): number | undefined {
  const given = keys.flatMap((key) => {
    const value = attributes[key];
    if (value === undefined) return [];
    if (!/^\d+$/.test(value)) throw new ReportFlaw('invalid-number', `A <${name}> has ${key}="${value}".`);
    return [Number(value)];
  });
  return given.length === 0 ? undefined : given.reduce((sum, one) => sum + one, 0);
}
