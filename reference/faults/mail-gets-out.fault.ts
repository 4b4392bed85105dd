import type { Fault } from '../shop/fault.js';

/** Whoever set up the mail trap thought of the addresses that testers use, and of no others. */
export default {
  title: 'Only mail to example.com goes to the sandbox: any other is sent to whom it is for',
  breaks: 'environment/closed-in/mail-to-an-address-that-looks-real-lands-in-the-sandbox',
  mailGetsOut: (to) => !to.endsWith('@example.com'),
} satisfies Fault;
