import type { Fault } from '../shop/fault.js';
import { inPage } from '../shop/in-page.js';

/** The tag came along with production's settings: from now on tests are counted as customers. */
export default {
  title: "The kitchen's shelf counts its visitors in production's analytics",
  breaks: 'environment/no-live-keys/pages-and-scripts-serve-no-live-key-and-no-secret-one',
  answer: inPage('/c/kitchen', (page) =>
    page.replace('</head>', '<meta name="analytics" content="G-7K2FIELDNT" /></head>'),
  ),
} satisfies Fault;
