import type { Fault } from '../shop/fault.js';

/** Written to make a demonstration work: every origin is a friend. */
export default {
  title: 'Pages of any site may read a shelf with the visitor’s credentials',
  breaks: 'environment/exposure/foreign-origins',
  answer: (path, answer, _log, asked) => {
    const origin = asked.get('origin');
    if (path.startsWith('/c/') && origin !== null) {
      answer.headers.set('access-control-allow-origin', origin);
      answer.headers.set('access-control-allow-credentials', 'true');
    }
    return answer;
  },
} satisfies Fault;
