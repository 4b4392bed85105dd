import type { ReportInput } from '../input.js';
import { go } from './go.test-data.js';
import { inconclusive } from './inconclusive.test-data.js';
import { noGo } from './no-go.test-data.js';

/** The runs behind `reports/samples/`. */
export const samples: Readonly<Record<string, ReportInput>> = { go, 'no-go': noGo, inconclusive };
