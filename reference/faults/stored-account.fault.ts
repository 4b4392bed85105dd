import type { Fault } from '../shop/fault.js';

/** Well meant, to make the account faster: after signing out, the Back button shows it all the same. */
export default {
  title: "Caches may keep a customer's account page",
  breaks: 'environment/access-control',
  answer: (path, answer) => {
    if (path === '/account') answer.headers.set('cache-control', 'private, max-age=60');
    return answer;
  },
} satisfies Fault;
