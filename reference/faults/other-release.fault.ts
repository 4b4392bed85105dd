import type { Fault } from '../shop/fault.js';

/** The deployment ended halfway, and what was built yesterday still answers. */
export default {
  title: 'The shop is another release than it was said to be',
  breaks: 'environment/release-identity',
  answer: async (path, answer) =>
    path === '/release.json' ? new Response((await answer.text()).replace('"2.0.0"', '"1.9.9"'), answer) : answer,
} satisfies Fault;
