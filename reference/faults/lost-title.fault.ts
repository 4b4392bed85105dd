import type { Fault } from '../shop/fault.js';
import { inPage } from '../shop/in-page.js';

/** The title came from a field that is empty. */
export default {
  title: 'A shelf has no title',
  breaks: 'environment/exposure/title',
  answer: inPage('/c/toys', (page) => page.replace(/<title>[^<]*<\/title>/, '<title></title>')),
} satisfies Fault;
