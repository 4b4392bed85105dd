import type { Fault } from '../shop/fault.js';

/** A cookie of somebody's own making, beside the session that is set as it should be. */
export default {
  title: 'A shelf sets a cookie that says who somebody is, and that scripts and other sites may use',
  breaks: 'environment/exposure/cookies',
  answer: (path, answer) => {
    if (path === '/c/toys') answer.headers.append('set-cookie', 'member_token=1; Path=/');
    return answer;
  },
} satisfies Fault;
