import type { Fault } from '../shop/fault.js';
import { inPage } from '../shop/in-page.js';

/** All goods on one page, some day: no visitor and no crawl reads it to its end. */
export default {
  title: 'A shelf has eight megabytes',
  breaks: 'environment/exposure/coverage',
  answer: inPage('/c/toys', (page) => page.replace('</main>', `${'<p>Another toy</p>\n'.repeat(450_000)}</main>`)),
} satisfies Fault;
