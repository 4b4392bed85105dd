import type { Fault } from '../shop/fault.js';

/** One page is answered by another part of the software, which knows nothing of headers. */
export default {
  title: 'A shelf comes without the headers that make browsers protect it',
  breaks: 'environment/exposure/security-headers',
  answer: (path, answer) => {
    if (path === '/c/toys') answer.headers.delete('x-content-type-options');
    return answer;
  },
} satisfies Fault;
