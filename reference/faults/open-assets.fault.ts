import type { Fault } from '../shop/fault.js';

/** Somebody wanted to see a picture without the password, and opened the whole folder. */
export default {
  title: 'Assets are shown to everybody',
  breaks: 'environment/exposure/strangers',
  open: (path) => path.startsWith('/assets/'),
} satisfies Fault;
