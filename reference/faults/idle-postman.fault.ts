import type { Fault } from '../shop/fault.js';

/** The other replica's does all the work, so nobody misses a mail: until that one is restarted. */
export default {
  title: 'The postman of replica 2 never starts',
  breaks: 'environment/background-work',
  idlePostman: '2',
} satisfies Fault;
