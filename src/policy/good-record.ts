import type { EvidenceRecord, Measured, TestMeasured, UnderLoadMeasured } from '../records/evidence.js';
import type { CapacityMeasured, LimitMeasured, SideBySide } from '../records/load-measured.js';
import { isOfDurations, type Limit } from '../records/limit.js';
import { allowedShare, countAgainst } from '../records/limit-share.js';
import { isInPairs, type CapacitySource, type ComparisonSource, type PlannedCheck } from '../records/plan.js';
import type { IdentityObservation } from '../records/release.js';
import { runOf } from '../records/run-of.js';
import { confirmations } from '../statistics/capacity.js';
import { fewestPairs } from '../statistics/looks.js';
import { fewestSamples } from '../statistics/sizing.js';
import type { JudgingContext } from './context.js';
import { steadyAs } from './steady-record.js';

/** A made-up record that this check passes with: what known-bad ones are made from. */
export function goodRecord(check: PlannedCheck, context: JudgingContext): EvidenceRecord {
  const { now, requested } = context;
  return {
    schemaVersion: 1,
    runId: runOf(check, context),
    check: check.id,
    recordedAt: now,
    measured: goodMeasured(check, now, requested.release),
    raw: [],
  };
}

function goodMeasured({ source }: PlannedCheck, at: string, release: string): Measured {
  switch (source.kind) {
    case 'test':
      return goodTest(at);
    case 'under-load':
      return walksAs(1, at);
    case 'derived':
      return { kind: 'derived', pages: 1, findings: [] };
    case 'limit':
      return goodLimit(source.limit);
    case 'capacity':
      return capacityAs(source, source.atLeast);
    case 'steady':
      return steadyAs(source, 0);
    case 'comparison':
      return isInPairs(source) ? pairsAs(source, 1) : measuredAs(source, usualOf(source));
    case 'foreign':
      return {
        ...{ kind: 'foreign', format: source.format, exitCode: 0, failures: [] },
        ...{ tests: source.minTests ?? 1, passed: source.minTests ?? 1, failed: 0, flaky: 0, skipped: 0 },
        period: { startedAt: at, durationMs: 1 },
      };
    case 'identity':
      return {
        kind: 'identity',
        observations: (['before', 'during', 'after'] as const).map((phase) => look(phase, at, release)),
      };
  }
}

function goodTest(at: string): TestMeasured {
  const attempt = { startedAt: at, durationMs: 1, steps: [], errors: [], assertions: 1, attachments: [] };
  return { kind: 'test', expectedStatus: 'passed', attempts: [{ status: 'passed', ...attempt }] };
}

/** A walk of one second, whose one page took so long. */
function walkOf(ms: number, at: string): TestMeasured {
  const { attempts, ...test } = goodTest(at);
  const pageTimes = { figure: 'ready' as const, pages: [{ path: '/', ms }] };
  return { ...test, attempts: attempts.map((attempt) => ({ ...attempt, durationMs: 1000, pageTimes })) };
}

/** As many pairs as the first look takes, in which pages take so much longer under load. */
export function walksAs(ratio: number, at: string): UnderLoadMeasured {
  const second = { due: 10, ended: 10, dropped: 0, lateMs: 1 };
  const seconds = [second, second];
  const load = { startedAt: at, finishedAt: at, requests: 20, threw: 0, unsent: { requests: 0, to: [] }, seconds };
  const pair = { idle: walkOf(100, at), loaded: walkOf(100 * ratio, at), load };
  return { kind: 'under-load', pairs: Array.from({ length: fewestPairs }, () => pair) };
}

export function look(phase: IdentityObservation['phase'], at: string, release: string): IdentityObservation {
  return { at, phase, result: { kind: 'answered', identity: { version: release, commit: release } } };
}

/** Counts of a limit with so many samples, of as many as proof takes, on its wrong side; a sum lies that far beyond its edge. */
export function countsOf(limit: Limit, wrong: number): LimitMeasured {
  const none = { threw: 0, droppedIterations: 0, interruptedIterations: 0, failedRequests: 0 };
  const unsent = { requests: 0, to: [] };
  const generator = { complete: true, exitCode: 0, iterations: 1, requests: 1, ...none, unsent };
  const all = { kind: 'limit' as const, limit, generator };
  const { rule } = limit;
  if (rule.kind === 'count')
    return { ...all, samples: 1, beyond: 0, sum: sumAt(rule, wrong), blocks: [{ samples: 1, beyond: 0 }] };
  const samples = samplesFor(limit);
  const { beyond } = countAgainst(rule, { samples, beyond: wrong });
  return { ...all, samples, beyond, sum: 0, blocks: [{ samples, beyond }] };
}

/** A measurement of the limit whose statistic came out as that. */
export function measuredAs({ limit }: Pick<ComparisonSource, 'limit'>, observed: number): LimitMeasured {
  return { ...countsOf(limit, 0), observed };
}

/** One run of a pair: its statistic, or what a counter rose by. */
function runAs(source: ComparisonSource, figure: number): LimitMeasured {
  const measured = measuredAs(source, figure);
  return source.counter === undefined ? measured : { ...measured, spent: figure };
}

/** As many pairs as the first look takes, in which the new release takes so much longer than the one before. */
export function pairsAs(source: ComparisonSource, ratio: number): SideBySide {
  const pair = { before: runAs(source, 100), after: runAs(source, 100 * ratio) };
  return {
    ...{ kind: 'side-by-side', releases: { before: 'before', after: 'after' } },
    pairs: Array.from({ length: fewestPairs }, () => pair),
  };
}

/** Three runs that kept that load. */
export function capacityAs({ limits }: CapacitySource, load: number): CapacityMeasured {
  const step = { load, limits: limits.map(({ limit }) => goodLimit(limit)) };
  return { kind: 'capacity', steps: Array.from({ length: confirmations }, () => step) };
}

function goodLimit(limit: Limit): LimitMeasured {
  return isOfDurations(limit) ? measuredAs({ limit }, limit.rule.edge / 2) : countsOf(limit, 0);
}

/** The geometric mean of the earlier runs: what comparing takes for usual. */
export function usualOf({ before }: Pick<ComparisonSource, 'before'>): number {
  return Math.exp(before.reduce((sum, { ms }) => sum + Math.log(ms), 0) / Math.max(1, before.length));
}

/** Twice the fewest that can prove the limit. */
export function samplesFor(limit: Limit): number {
  const share = allowedShare(limit.rule);
  if (share === undefined) return 1;
  const fewest = fewestSamples(share);
  return Number.isFinite(fewest) ? 2 * fewest : 100;
}

function sumAt({ comparison, edge }: Extract<Limit['rule'], { kind: 'count' }>, wrong: number): number {
  switch (comparison) {
    case '<':
      return edge + wrong - 1;
    case '<=':
    case '==':
      return edge + wrong;
    case '>':
      return edge - wrong + 1;
    case '>=':
      return edge - wrong;
  }
}
