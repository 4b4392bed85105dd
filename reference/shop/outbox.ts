import { rows, type Connection } from './store.js';

/** A mail to be written when it is sent, from what the order is then. */
export type Letter = { id: number; kind: 'confirmation' | 'refund'; amount: number | null; order_id: number };

/** Puts a letter in the outbox, in the same transaction as what it tells about. */
export async function post(kind: Letter['kind'], order: number, amount: number | null, on: Connection): Promise<void> {
  await rows('INSERT INTO outbox (order_id, kind, amount) VALUES ($1, $2, $3)', [order, kind, amount], on);
}
