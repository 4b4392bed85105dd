import type { Fault } from '../shop/fault.js';

/** Opened for the monitoring, which was never told the password: whoever asks is told what is sold, and how much. */
export default {
  title: 'Metrics are shown to everybody',
  breaks: 'environment/private/answers-nobody-without-credentials',
  open: (path) => path === '/metrics',
} satisfies Fault;
