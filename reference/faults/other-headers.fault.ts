import type { Fault } from '../shop/fault.js';

/** A change of the proxy that production has not got. */
export default {
  title: 'The front page goes without a policy for referrers',
  breaks: 'environment/parity/pages',
  answer: (path, answer) => {
    if (path === '/') answer.headers.delete('referrer-policy');
    return answer;
  },
} satisfies Fault;
