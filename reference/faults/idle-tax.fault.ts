import type { Fault } from '../shop/fault.js';

/** A probe that looks at the process and not at its work. */
export default {
  title: 'The tax sandbox says that it is well and calculates nothing',
  breaks: 'environment/health/what-says-that-it-is-well-does-its-work',
  thirdParties: { tax: { mode: 'down', containing: '/v1/calculations' } },
} satisfies Fault;
