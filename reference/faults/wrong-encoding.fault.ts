import type { Fault } from '../shop/fault.js';

/** Text from an old system, sent on as it came. */
export default {
  title: 'A shelf is not encoded as it says',
  breaks: 'environment/exposure/encoding',
  answer: async (path, answer) => {
    if (path !== '/c/toys') return answer;
    const page = (await answer.text()).replace('</main>', '<p>caf\u00e9</p></main>');
    return new Response(new Uint8Array(Buffer.from(page, 'latin1')), answer);
  },
} satisfies Fault;
