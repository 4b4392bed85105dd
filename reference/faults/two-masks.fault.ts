import type { Fault } from '../shop/fault.js';

/** Customers sign in and see no order of theirs. */
export default {
  title: 'E-mail addresses are masked in one way with customers and in another one with orders',
  breaks: 'environment/data/links',
  database: "UPDATE orders SET email = translate(email, 'abcdefghijklm', 'nopqrstuvwxyz')",
} satisfies Fault;
