export { measured } from './environment/measured.js';
export { compareWithProduction } from './environment/parity/compare-with-production.js';
export { mirrorInWords } from './environment/parity/mirror-in-words.js';
export { scanPersonalData, type PersonalDataScan } from './environment/personal-data/scan.js';
export type { PersonalDataOptions, SyntheticTable } from './environment/personal-data/scan-options.js';
export { readParity } from './plan/parity.js';
