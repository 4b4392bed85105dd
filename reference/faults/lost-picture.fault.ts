import type { Fault } from '../shop/fault.js';
import { inPage } from '../shop/in-page.js';

/** A picture that was never deployed: the page says 200, and has a hole. */
export default {
  title: 'A shelf shows a picture that is not there',
  breaks: 'environment/exposure/assets',
  answer: inPage('/c/toys', (page) => page.replace('</main>', '<img src="/assets/toys.jpg" alt="Our toys" /></main>')),
} satisfies Fault;
