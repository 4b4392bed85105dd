import type { Plan, PlannedCheck, Source } from '../records/plan.js';
import { counted } from '../report/text/quantities.js';

/** What each kind of check is counted as: while it runs, a run counts tests and limits, and its verdict checks. */
const kinds: Readonly<Record<Source['kind'], (number: number) => string>> = {
  identity: () => 'the release',
  test: (number) => counted(number, 'test'),
  derived: (number) => `${number} more of what tests walk through`,
  limit: (number) => counted(number, 'limit'),
  comparison: (number) => counted(number, 'comparison'),
  capacity: (number) => counted(number, 'capacity', 'capacities'),
  'under-load': (number) => counted(number, 'walk under load', 'walks under load'),
  steady: (number) => counted(number, 'slope'),
  foreign: (number) => counted(number, "other tool's report", "other tools' reports"),
};

/** Every check of a plan, below what measures it: how many of which kind, how long it takes and what it sends. */
export function* plannedInWords({ checks, gatherings, segments }: Plan): Generator<string> {
  const seconds = gatherings.reduce((sum, { estimatedSeconds }) => sum + estimatedSeconds, 0);
  const requests = gatherings.reduce((sum, { estimatedRequests }) => sum + estimatedRequests, 0);
  yield `${counted(checks.length, 'check')} (${kindsIn(checks)}), about ${seconds} s, about ${requests} requests`;
  yield* listed('release (asked before, during and after)', ofKind(checks, 'identity'));
  for (const { id, tool, estimatedSeconds, checks: own } of gatherings)
    yield* listed(
      `${id} (${tool === 'k6' && segments !== undefined ? `${segments} × k6` : tool}, about ${estimatedSeconds} s)`,
      checks.filter((check) => own.includes(check.id)),
    );
  const measured = new Set(gatherings.flatMap((gathering) => gathering.checks));
  yield* listed(
    'nothing (required by policy.yaml, and nothing in this project is it)',
    checks.filter(({ id, source }) => !measured.has(id) && source.kind !== 'identity'),
  );
}

function* listed(heading: string, checks: readonly PlannedCheck[]): Generator<string> {
  if (checks.length === 0) return;
  yield '';
  yield heading;
  for (const { id, tier } of checks) yield `  ${id}${tier === 'advisory' ? '  (advisory)' : ''}`;
}

function kindsIn(checks: readonly PlannedCheck[]): string {
  const told = Object.entries(kinds).flatMap(([kind, words]) => {
    const { length } = ofKind(checks, kind as Source['kind']);
    return length === 0 ? [] : [words(length)];
  });
  return told.join(', ');
}

function ofKind(checks: readonly PlannedCheck[], kind: Source['kind']): PlannedCheck[] {
  return checks.filter(({ source }) => source.kind === kind);
}
