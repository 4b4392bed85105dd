import type { Fact, FactKind } from '../../records/snapshot.js';
import { unreadable } from './text-source.js';

const deepest = 20;

/**
 * A JSON value as facts, one for each leaf: `{"a": {"b": 1}}` is `a.b` = 1. Lists of plain values are one fact, without
 * regard to their order; other lists go by their places. What is empty says so.
 * @throws SetupError when there is no object or list at the top, or it is nested too deeply.
 */
export function flatFacts(value: unknown, kind: FactKind, where: string): Fact[] {
  if (typeof value !== 'object' || value === null)
    throw unreadable('unparsable', `${where} holds a single value: an object of names and values was expected.`);
  return [...leaves(value, [], kind, where)];
}

function* leaves(value: unknown, at: string[], kind: FactKind, where: string): Generator<Fact> {
  if (at.length > deepest) throw unreadable('unparsable', `${where} is nested deeper than ${deepest} levels.`);
  if (typeof value !== 'object' || value === null || isPlainList(value)) {
    yield { kind, subject: at.join('.'), value: leafOf(value) };
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0 && at.length > 0) yield { kind, subject: at.join('.'), value: '(empty)' };
  for (const [key, child] of entries) yield* leaves(child, [...at, key === '' ? '(no name)' : key], kind, where);
}

function isPlainList(value: object): value is (string | number | boolean | null)[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each !== 'object' || each === null);
}

function leafOf(value: unknown): Fact['value'] {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (Array.isArray(value))
    return value
      .map((each) => JSON.stringify(each))
      .toSorted()
      .join(', ');
  return 'null';
}
