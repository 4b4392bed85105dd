import type { SaturationInput } from './records/saturation.js';

/** Types the default export of `load/*.autocannon.ts`. The engine validates it when it reads it. */
export function defineSaturation(saturation: SaturationInput): SaturationInput {
  return saturation;
}
