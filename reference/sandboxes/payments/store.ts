import { randomBytes } from 'node:crypto';
import { absent } from './errors.js';

/** What every object of the API has. */
export interface Stored {
  id: string;
  object: string;
  created: number;
}

const objects = new Map<string, Stored>();

/** An id such as `pi_3f…`: the prefix names the kind. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** Seconds since 1970, as the API counts. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

export function keep<T extends Stored>(object: T): T {
  objects.set(object.id, object);
  return object;
}

export function find<T extends Stored>(kind: T['object'], id: string): T {
  const found = objects.get(id);
  if (found?.object !== kind) throw absent(kind, id);
  return found as T;
}

/** A page of a list, newest first. */
export function list<T extends Stored>(
  kind: T['object'],
  url: string,
  query: URLSearchParams,
  keepIf?: (one: T) => boolean,
) {
  const since = Number(query.get('created[gte]') ?? '0');
  const all = [...objects.values()]
    .filter((one): one is T => one.object === kind && one.created >= since)
    .filter((one) => keepIf?.(one) ?? true)
    .toReversed();
  const after = query.get('starting_after');
  const start = after === null ? 0 : all.findIndex((one) => one.id === after) + 1;
  const limit = Math.min(Number(query.get('limit') ?? '10'), 100);
  return { object: 'list', url, has_more: all.length > start + limit, data: all.slice(start, start + limit) };
}

/** Puts objects in the place of their ids: `latest_charge`, or `data.latest_charge` in a list. */
export function expanded(answer: object, paths: string[]): object {
  const copy = structuredClone(answer) as Record<string, unknown>;
  for (const path of paths) expand(copy, path.split('.'));
  return copy;
}

function expand(at: Record<string, unknown>, [name, ...rest]: string[]): void {
  if (name === undefined) return;
  const value = at[name];
  if (typeof value === 'string') at[name] = structuredClone(objects.get(value)) ?? value;
  for (const next of Array.isArray(at[name]) ? at[name] : [at[name]]) {
    if (rest.length > 0 && next !== null && typeof next === 'object') expand(next as Record<string, unknown>, rest);
  }
}
