import type { Fault } from '../shop/fault.js';

/** Error pages of development, left on. */
export default {
  title: 'The page for what is not there shows a stack trace',
  breaks: 'environment/exposure/stack-traces',
  answer: async (_path, answer) => {
    if (answer.status !== 404) return answer;
    const trace = 'Error: no route\n    at handle (/srv/shop/dist/shop/replica.js:42:11)';
    const page = (await answer.text()).replace('</main>', `<pre>${trace}</pre></main>`);
    return new Response(page, answer);
  },
} satisfies Fault;
