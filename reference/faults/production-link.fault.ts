import type { Fault } from '../shop/fault.js';

/** A base address that is written into the code: on production it is right. */
export default {
  title: 'The canonical address of every product is that of production',
  breaks: 'environment/closed-in/pages-call-no-host-that-is-not-listed-and-none-leads-to-production',
  answer: async (path, answer) => {
    if (!path.startsWith('/p/')) return answer;
    const page = await answer.text();
    const link = `<link rel="canonical" href="https://www.fieldnote.example${path}" />`;
    return new Response(page.replace('</head>', `${link}</head>`), answer);
  },
} satisfies Fault;
