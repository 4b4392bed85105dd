import type { Fault } from '../shop/fault.js';

/** A rule of the old addresses: the shelves are not among what must not be found. */
export default {
  title: 'Search engines may keep all shelves',
  breaks: 'environment/not-indexable/every-answer-says-noindex',
  answer: (path, answer) => {
    if (path.startsWith('/c/')) answer.headers.delete('x-robots-tag');
    return answer;
  },
} satisfies Fault;
