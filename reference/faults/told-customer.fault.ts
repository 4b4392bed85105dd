import type { Fault } from '../shop/fault.js';

/** Left from looking for a defect: nobody sees it, and everybody can read it. */
export default {
  title: 'A comment in the page of the account holds an address from production',
  breaks: 'environment/shown-data',
  answer: async (path, answer) => {
    if (path !== '/account') return answer;
    const { status, headers } = answer;
    const page = (await answer.text()).replace('</main>', '</main><!-- was: grete.hoffmann@gmx.de -->');
    return new Response(page, { status, headers });
  },
} satisfies Fault;
