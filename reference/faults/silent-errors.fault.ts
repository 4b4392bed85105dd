import type { Fault } from '../shop/fault.js';

/** Customers see nothing of it: the page leaves out what it could not get. The log is full of it. */
export default {
  title: 'Every product page fails to count its visitors, and says so in the log alone',
  breaks: 'closing/server-errors',
  answer: (path, answer, { error }) => {
    if (path.startsWith('/p/'))
      error('the visitor of a product could not be counted: connect ECONNREFUSED 127.0.0.1:6379');
    return answer;
  },
} satisfies Fault;
