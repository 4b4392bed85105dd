import type { Outcome } from '../records/check.js';
import { plan as planSchema, type Plan } from '../records/plan.js';
import { policy } from '../records/policy.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import { decide, type Decision } from './decide.js';

export const at = '2026-11-20T12:00:00.000Z';
export const identity = 'environment/release-identity';

export function row(id: string, change: Partial<JudgedCheck> = {}): JudgedCheck {
  const stage = id.slice(0, id.indexOf('/'));
  return {
    id,
    title: id,
    stage,
    tier: 'blocking',
    outcome: 'passed',
    message: 'Passed.',
    durationMs: 1,
    evidence: [],
    ...change,
  };
}

export function fellShort(id: string, found: Outcome, change: Partial<JudgedCheck> = {}): JudgedCheck {
  return row(id, {
    outcome: found,
    reasonCode: 'assertion-failed',
    attribution: 'product',
    message: 'It is not so.',
    ...change,
  });
}

export function planOf(rows: readonly JudgedCheck[]): Plan {
  const source = { kind: 'test', file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' } as const;
  return planSchema.parse({
    ...{
      schemaVersion: 1,
      runId: 'run-1',
      createdAt: at,
      gonogo: '0.1.0',
      profile: 'smoke',
      partial: false,
      gatherings: [],
      notChecked: [],
    },
    requested: { release: '2.4.0', origin: '--release' },
    target: { name: 'shop staging', url: 'http://127.0.0.1:1/' },
    checks: rows.map(({ id, title, stage, tier: planned }) => {
      return {
        id,
        title,
        stage,
        tier: planned,
        thirdParties: [],
        source: id === identity ? { kind: 'identity' } : source,
      };
    }),
    ...{ digests: { config: 'c', policy: 'p', waivers: 'w', quarantine: 'q' }, tools: {} },
  });
}

export const digests = { plan: 'l', policy: 'p', waivers: 'w', quarantine: 'q', evidence: 'e' };

export function decided(others: JudgedCheck[], change: Partial<Decision> = {}): Verdict {
  const judged = [row(identity), ...others];
  const looks = [
    { at, phase: 'before', result: { kind: 'answered', identity: { version: '2.4.0', commit: 'abcdef0' } } },
  ] as const;
  const verdict = decide({
    ...{
      gonogo: '0.1.0',
      plan: planOf(judged),
      policy: policy.parse({ version: 1 }),
      judged,
      problems: [],
      identity: looks,
      now: at,
    },
    facts: { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1234.56789, identityDeclared: false },
    stageDurations: new Map([['journeys', 1 / 3]]),
    ...{ waivers: [], quarantine: [] },
    digests,
    ...change,
  });
  return verdict;
}
