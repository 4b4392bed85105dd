import type { Fault } from '../shop/fault.js';

/** Something that takes a quarter of a second is done where everything else waits for it. */
export default {
  title: 'Each search keeps its replica from doing anything else',
  breaks: 'load/checkout-rush/http-req-duration-scenario-search-name-search-med-lt-300',
  answer: (path, answer) => {
    const until = performance.now() + 250;
    while (path === '/search' && performance.now() < until);
    return answer;
  },
} satisfies Fault;
