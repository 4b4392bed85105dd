import type { Fault } from '../shop/fault.js';

/** The wall was given a list of people, and not yet their passwords. */
export default {
  title: 'The wall asks for a password and takes any',
  breaks: 'environment/private/answers-nobody-with-wrong-credentials',
  anyPassword: true,
} satisfies Fault;
