import type { Fault } from '../shop/fault.js';

/** Something is worked out each time that could be kept: nobody waits for it yet, and it takes so many machines more. */
export default {
  title: 'Each answer takes a millisecond more of the processor',
  breaks: 'load/checkout-rush/process-cpu-seconds-total@not-costlier-than-previous',
  answer: (_, answer) => {
    const until = performance.now() + 1;
    while (performance.now() < until);
    return answer;
  },
} satisfies Fault;
