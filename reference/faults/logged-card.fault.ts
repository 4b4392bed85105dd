import type { Fault } from '../shop/fault.js';

/** Helpful while the payment was built, and never taken out. */
export default {
  title: 'The log holds the card that a checkout is paid with',
  breaks: 'closing/logged-data',
  answer: (path, answer, { error }) => {
    if (path === '/checkout') error('checkout opened by someone with card 4539 5787 6362 1486');
    return answer;
  },
} satisfies Fault;
