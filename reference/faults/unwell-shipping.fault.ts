import type { Fault } from '../shop/fault.js';

/** Its alarm has been ringing since Friday, in a channel that nobody reads. */
export default {
  title: 'The shipping sandbox is down and says so',
  breaks: 'environment/health/every-third-party-says-that-it-is-well',
  thirdParties: { shipping: { mode: 'down' } },
} satisfies Fault;
