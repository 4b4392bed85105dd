import type { Fault } from '../shop/fault.js';
import { inPage } from '../shop/in-page.js';

/** A page of its own frame, which forgot what the shop's frame has. */
export default {
  title: 'A shelf does not say which language it is in',
  breaks: 'environment/exposure/language',
  answer: inPage('/c/toys', (page) => page.replace('<html lang="en">', '<html>')),
} satisfies Fault;
