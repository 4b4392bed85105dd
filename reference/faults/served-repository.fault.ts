import type { Fault } from '../shop/fault.js';

/** The folder that was deployed is a checkout, and the server serves what is in it. */
export default {
  title: 'The repository is served',
  breaks: 'environment/exposure/served-files',
  answer: (path, answer) =>
    path === '/.git/HEAD'
      ? new Response('ref: refs/heads/main\n', { headers: { 'content-type': 'text/plain' } })
      : answer,
} satisfies Fault;
