import { setTimeout as pause } from 'node:timers/promises';
import type { LostOrder, OrderBook, OrderPhase } from '../../records/drill.js';

/** Something that a customer leaves with staging: an order. Whatever is in it must stay as it is. */
export type Order = { id: string } & Readonly<Record<string, unknown>>;

/** How orders are placed and found again on this staging. */
export interface Orders {
  /** Orders as a customer does, and resolves to what staging says of the order right then. Rejects where that fails. */
  place(): Promise<Order>;
  /** What staging says of it now; undefined: it knows no such order. */
  find(id: string): Promise<Order | undefined>;
}

/** Light traffic around one change: customers who order, one after the other each. */
export interface Traffic {
  /** What follows is of this phase. Resolves when so many more orders of it came to an end, good or bad. */
  enter(phase: OrderPhase, ended: number): Promise<void>;
  /** Lets the orders under way come to their end. */
  stop(): Promise<OrderBook>;
}

const customers = 2;
const pauseMs = 200;
/** Nobody waits longer for a shop. */
const patienceMs = 20_000;

export function startTraffic(orders: Orders, limitMs = patienceMs): Traffic {
  const book: OrderBook = { placed: [], errors: [] };
  const stopped = new AbortController();
  const waiting: { of: OrderPhase; left: number; done: () => void }[] = [];
  let phase: OrderPhase = 'before';
  let waking = new AbortController();

  const customer = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const begun = phase;
      const end = await endOf(orders, limitMs);
      // Under way when the change began, or ended: it was during it.
      const of = begun === phase ? phase : 'during';
      if ('id' in end) book.placed.push({ phase: of, ...end });
      else book.errors.push({ phase: of, ...end });
      for (const one of waiting) if (one.of === of && (one.left -= 1) === 0) one.done();
      const signal = AbortSignal.any([stopped.signal, waking.signal]);
      await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const all = Promise.all(Array.from({ length: customers }, customer));

  return {
    enter(next, ended) {
      phase = next;
      // However short the change is, somebody orders during it.
      waking.abort();
      waking = new AbortController();
      if (ended === 0) return Promise.resolve();
      return new Promise((done) => waiting.push({ of: next, left: ended, done }));
    },
    async stop() {
      stopped.abort();
      await all;
      return book;
    },
  };
}

async function endOf(orders: Orders, limitMs: number): Promise<{ id: string; said: string } | { message: string }> {
  const limit = new AbortController();
  const late = pause(limitMs, undefined, { signal: limit.signal }).then(
    () => Promise.reject(new Error(`had not ended after ${limitMs} ms`)),
    () => undefined as never,
  );
  try {
    const order = await Promise.race([orders.place(), late]);
    return { id: order.id, said: spelled(order) };
  } catch (error) {
    return { message: firstLine(error) };
  } finally {
    limit.abort();
  }
}

/**
 * Which of these orders are gone, or are not what they were.
 * @returns also those that could not be looked for: whether they are lost nobody knows.
 */
export async function lostAmong(
  placed: OrderBook['placed'],
  orders: Orders,
): Promise<{ lost: LostOrder[]; unread: LostOrder[] }> {
  const lost: LostOrder[] = [];
  const unread: LostOrder[] = [];
  for (const { id, phase, said } of placed) {
    try {
      const now = await orders.find(id);
      if (now === undefined) lost.push({ id, what: `${id}, placed ${phase} the change, is gone` });
      else if (spelled(now) !== said)
        lost.push({ id, what: `${id}, placed ${phase} the change, has another ${changed(said, spelled(now))}` });
    } catch (error) {
      unread.push({ id, what: `${id} could not be looked for: ${firstLine(error)}` });
    }
  }
  return { lost, unread };
}

/** The same for the same content, in whatever order it comes. */
function spelled(order: Order): string {
  return JSON.stringify(Object.fromEntries(Object.entries(order).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** Which parts differ, by name: the values may be a customer's. */
function changed(was: string, is: string): string {
  const [before, now] = [was, is].map((text) => JSON.parse(text) as Record<string, unknown>);
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(now ?? {})])];
  return names.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(now?.[name])).join(', ');
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
