import type { Fault } from '../shop/fault.js';

/** A campaign page that was made to be found, on staging as well. */
export default {
  title: 'Search engines may keep a shelf',
  breaks: 'environment/exposure/indexing',
  answer: (path, answer) => {
    if (path === '/c/toys') answer.headers.delete('x-robots-tag');
    return answer;
  },
} satisfies Fault;
