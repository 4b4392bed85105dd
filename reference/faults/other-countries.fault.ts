import type { Fault } from '../shop/fault.js';

/** Somebody switched a country off to test something. */
export default {
  title: 'Staging does not sell to Japan',
  breaks: 'environment/parity/shop',
  answer: async (path, answer) =>
    path === '/facts.json' ? new Response((await answer.text()).replace(',"JP"', ''), answer) : answer,
} satisfies Fault;
