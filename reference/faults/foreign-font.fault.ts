import type { Fault } from '../shop/fault.js';

/** Copied with the rest of a page's design: who looks at it is told to a company that nobody asked for. */
export default {
  title: 'The page for what is not there loads a font from somewhere else',
  breaks: 'environment/closed-in/pages-call-no-host-that-is-not-listed-and-none-leads-to-production',
  answer: async (path, answer) => {
    if (path !== '/no-such-page') return answer;
    answer.headers.delete('content-security-policy');
    const page = await answer.text();
    const font = '<link rel="stylesheet" href="https://fonts.example.net/css?family=Inter" />';
    return new Response(page.replace('</head>', `${font}</head>`), answer);
  },
} satisfies Fault;
