import type { LogEntry } from './log-entry.js';
import { matchesSignature, signatureOf } from './signature.js';

/** An error that staging logs and that is no reason to stay: until when, its owner knows. */
export interface KnownError {
  /** As a finding names it; `*` stands for anything. */
  signature: string;
  reason: string;
  owner: string;
}

/** Errors of one kind. */
export interface ErrorGroup {
  signature: string;
  count: number;
  /** ISO 8601 in UTC. */
  firstAt: string;
  /** Names of the logs. */
  sources: string[];
  /** Ids of checks whose requests they belong to, as far as the log says. */
  checks: string[];
  isKnown: boolean;
  /** The declared signature that it matches. */
  declared?: string;
}

/** Groups the errors among what logs said in a run's time, the most frequent first. */
export function groupsOf(
  read: readonly { source: string; entries: readonly LogEntry[] }[],
  known: readonly KnownError[],
  checksAt: ReadonlyMap<string, readonly string[]>,
): ErrorGroup[] {
  const tests = testsOfTraces(read.flatMap(({ entries }) => entries));
  const groups = new Map<string, ErrorGroup>();
  for (const { source, entries } of read) {
    for (const entry of entries) {
      if (!entry.isError || entry.at === undefined) continue;
      const signature = signatureOf(entry.message);
      const group = groups.get(signature) ?? newGroup(signature, entry.at, known);
      groups.set(signature, group);
      group.count += 1;
      group.firstAt = [group.firstAt, new Date(entry.at).toISOString()].toSorted()[0] ?? group.firstAt;
      add(group.sources, [source]);
      for (const test of new Set([
        ...(entry.test === undefined ? [] : [entry.test]),
        ...entry.traces.flatMap((id) => tests.get(id) ?? []),
      ]))
        add(group.checks, checksAt.get(test) ?? [test]);
    }
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count || (a.signature < b.signature ? -1 : 1));
}

/**
 * Which test a trace belongs to: any line that holds both says it, such as the access log's. The lines of services
 * behind it, which never see the user agent, are joined by the trace.
 */
function testsOfTraces(entries: readonly LogEntry[]): Map<string, string[]> {
  const tests = new Map<string, string[]>();
  for (const { test, traces } of entries) {
    if (test === undefined) continue;
    for (const trace of traces) tests.set(trace, [...new Set([...(tests.get(trace) ?? []), test])]);
  }
  return tests;
}

function newGroup(signature: string, at: number, known: readonly KnownError[]): ErrorGroup {
  const declared = known.find((one) => matchesSignature(signature, one.signature))?.signature;
  const group = { signature, count: 0, firstAt: new Date(at).toISOString(), sources: [], checks: [] };
  return declared === undefined ? { ...group, isKnown: false } : { ...group, isKnown: true, declared };
}

function add(list: string[], values: readonly string[]): void {
  for (const value of values) if (!list.includes(value)) list.push(value);
}
