import type { Fault } from '../shop/fault.js';

/** A rule for all answers of the front: what it says of health is a minute old. */
export default {
  title: 'Health may be kept for a minute',
  breaks: 'environment/health/every-replica-of-the-shop-says-that-it-is-well',
  answer: (path, answer) => {
    if (path === '/healthz') answer.headers.set('cache-control', 'public, max-age=60');
    return answer;
  },
} satisfies Fault;
