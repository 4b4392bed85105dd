import { expect, test } from 'vitest';
import { lostAmong, startTraffic, type Order, type Orders } from './traffic.js';

/** A shop in memory that takes every order, and as many more functions as it is given. */
function shop(rest: Partial<Orders> = {}): Orders & { book: Map<string, Order> } {
  const book = new Map<string, Order>();
  return {
    book,
    place: async () => {
      const order = { id: `o${book.size + 1}`, total: 100, status: 'paid' };
      book.set(order.id, order);
      return order;
    },
    find: async (id) => book.get(id),
    ...rest,
  };
}

test('customers order before, during and after the change, and it is known which is which', async () => {
  const traffic = startTraffic(shop());
  await traffic.enter('before', 2);
  await traffic.enter('during', 3);
  await traffic.enter('after', 2);
  const { placed, errors } = await traffic.stop();
  const count = (phase: string) => placed.filter((one) => one.phase === phase).length;
  expect(count('before')).toBeGreaterThanOrEqual(2);
  expect(count('during')).toBeGreaterThanOrEqual(3);
  expect(count('after')).toBeGreaterThanOrEqual(2);
  expect(errors).toEqual([]);
});

test('an order that was under way when the change began or ended was during it', async () => {
  const doors: (() => void)[] = [];
  const slow = shop();
  const traffic = startTraffic({
    ...slow,
    place: async () => {
      await new Promise<void>((open) => doors.push(open));
      return slow.place();
    },
  });
  const open = () => doors.splice(0).forEach((door) => door());
  void traffic.enter('during', 0);
  open();
  const stopped = traffic.stop();
  open();
  expect((await stopped).placed.map(({ phase }) => phase)).toEqual(['during', 'during']);
});

test('what goes wrong for a customer is counted and ends the waiting, and so does what never ends', async () => {
  const wrong = startTraffic(shop({ place: () => Promise.reject(new Error('status 500\nat /checkout')) }));
  await wrong.enter('before', 1);
  expect((await wrong.stop()).errors[0]).toEqual({ phase: 'before', message: 'status 500' });
  const silent = startTraffic(shop({ place: () => new Promise(() => undefined) }), 20);
  await silent.enter('before', 1);
  expect((await silent.stop()).errors[0]?.message).toBe('had not ended after 20 ms');
});

test('an order that is gone, and one that is another, are lost; its values are not told', async () => {
  const orders = shop();
  const traffic = startTraffic(orders);
  await traffic.enter('before', 3);
  const { placed } = await traffic.stop();
  expect(await lostAmong(placed, orders)).toEqual({ lost: [], unread: [] });
  orders.book.delete('o1');
  orders.book.set('o2', { total: 0, status: 'paid', id: 'o2', email: 'ada@example.com' });
  // The same content in another order is the same.
  orders.book.set('o3', { status: 'paid', total: 100, id: 'o3' });
  const { lost } = await lostAmong(placed, orders);
  expect(lost).toEqual([
    { id: 'o1', what: 'o1, placed before the change, is gone' },
    { id: 'o2', what: 'o2, placed before the change, has another total, email' },
  ]);
});

test('an order that cannot be looked for is not known to be lost', async () => {
  const orders = shop({ find: () => Promise.reject(new Error('status 503')) });
  const placed = [{ phase: 'before' as const, id: 'o1', said: '{"id":"o1"}' }];
  expect(await lostAmong(placed, orders)).toEqual({
    lost: [],
    unread: [{ id: 'o1', what: 'o1 could not be looked for: status 503' }],
  });
});
