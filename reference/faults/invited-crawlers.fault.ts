import type { Fault } from '../shop/fault.js';

/** The file came along with production’s pages. */
export default {
  title: 'robots.txt lets every crawler in',
  breaks: 'environment/not-indexable/robots-txt-keeps-every-crawler-out',
  answer: (path, answer) =>
    path === '/robots.txt' ? new Response('User-agent: *\nDisallow: /cart\nAllow: /\n', answer) : answer,
} satisfies Fault;
