export { defineConfig, secret } from './define-config.js';
export { defineSaturation } from './define-saturation.js';
export { gonogo } from './preset.js';
export type { ConfigInput } from './records/config.js';
export type { SaturationInput } from './records/saturation.js';
