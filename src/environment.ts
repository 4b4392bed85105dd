import type * as Parity from './environment/parity/compare-with-production.js';
import type * as PersonalData from './environment/personal-data/scan.js';

export { measured } from './environment/measured.js';
export { mirrorInWords } from './environment/parity/mirror-in-words.js';
export type { PersonalDataScan } from './environment/personal-data/scan.js';
export type { PersonalDataOptions, SyntheticTable } from './environment/personal-data/scan-options.js';
export { readParity } from './plan/parity.js';

// What reads a database, a manifest or a phone number is loaded by the test that does: suites are listed before each run.

/** `compareWithProduction(name, parity, comparing)`: see there. */
export const compareWithProduction: typeof Parity.compareWithProduction = async (...given) =>
  (await import('./environment/parity/compare-with-production.js')).compareWithProduction(...given);

/** `scanPersonalData(options)`: see there. */
export const scanPersonalData: typeof PersonalData.scanPersonalData = async (...given) =>
  (await import('./environment/personal-data/scan.js')).scanPersonalData(...given);
