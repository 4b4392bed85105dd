import type { Fault } from '../shop/fault.js';

/** The catalogue is read from an index that was never filled; health asks the database beside it. */
export default {
  title: 'Nothing is for sale, and health says that all is well',
  breaks: 'environment/health/a-shop-that-says-it-is-well-reads-its-database',
  answer: (path, answer) => (path === '/api/products' ? Response.json({ products: [] }, answer) : answer),
} satisfies Fault;
