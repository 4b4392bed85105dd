import { inPage } from '../shop/in-page.js';
import type { Fault } from '../shop/fault.js';

/** An address from before the shop had a certificate: behind https, browsers do not show it. */
export default {
  title: 'A shelf shows a picture from an address without https',
  breaks: 'environment/exposure/mixed-content',
  answer: inPage('/c/toys', (page) =>
    page.replace('</main>', '<img src="http://localhost:9/toys.png" alt="Our toys" /></main>'),
  ),
} satisfies Fault;
