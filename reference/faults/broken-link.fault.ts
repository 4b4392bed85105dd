import type { Fault } from '../shop/fault.js';
import { inPage } from '../shop/in-page.js';

/** Renamed, and one page still has the old name. */
export default {
  title: 'A shelf links to a page that is not there',
  breaks: 'environment/exposure/links',
  answer: inPage('/c/toys', (page) => page.replace('</main>', '<a href="/delivery">How we deliver</a></main>')),
} satisfies Fault;
