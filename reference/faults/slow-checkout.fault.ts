import type { Fault } from '../shop/fault.js';

/** As if there were a query more for each line of the cart: every limit is kept, and it is as much slower as nobody wants. */
export default {
  title: 'Starting a checkout takes a fifth longer',
  breaks:
    'load/checkout-rush/http-req-duration-scenario-checkout-name-start-checkout-med-lt-400@not-slower-than-previous',
  slower: { path: '/api/checkout', share: 0.2 },
} satisfies Fault;
