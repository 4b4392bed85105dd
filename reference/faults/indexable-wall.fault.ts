import type { Fault } from '../shop/fault.js';

/** The wall answers by itself, and nobody thought of its own answer. */
export default {
  title: 'What the wall says to strangers may be indexed',
  breaks: 'environment/not-indexable/what-a-crawler-gets-says-noindex-as-well',
  indexableWall: true,
} satisfies Fault;
