import type { Fault } from '../shop/fault.js';

/** A node that the deploy job no longer knows: half of the customers stay with what was to be taken back. */
export default {
  title: 'Rolling back passes over the second replica',
  breaks: 'drill/rollback/every-replica-is-the-previous-release-again',
  passedOver: ['2'],
} satisfies Fault;
