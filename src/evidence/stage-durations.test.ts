import { expect, test } from 'vitest';
import type { EvidenceRecord } from '../records/evidence.js';
import type { PlannedCheck } from '../records/plan.js';
import { stageDurations } from './stage-durations.js';

const at = '2026-11-20T12:00:00.000Z';

function checkOf(id: string, stage: string): PlannedCheck {
  const source = { kind: 'test' as const, file: `suites/${id}.spec.ts`, line: 1, project: stage, title: id };
  return { id, title: id, stage, tier: 'blocking', thirdParties: [], source };
}

function recordOf(check: string, startedAt: string, durationMs: number, runId = 'run-1'): EvidenceRecord {
  const none = { steps: [], errors: [], attachments: [] };
  const attempt = { status: 'passed' as const, startedAt, durationMs, assertions: 1, ...none };
  const measured = { kind: 'test' as const, expectedStatus: 'passed' as const, attempts: [attempt] };
  return { schemaVersion: 1, runId, check, recordedAt: at, measured, raw: [] };
}

test('a stage lasts from its first start to its last end, by what this run measured', () => {
  const checks = [
    checkOf('journeys/late', 'journeys'),
    checkOf('integrations/a', 'integrations'),
    checkOf('journeys/lost', 'journeys'),
    checkOf('journeys/early', 'journeys'),
    checkOf('journeys/kept', 'journeys'),
  ];
  const durations = stageDurations({ runId: 'run-1', checks }, [
    recordOf('journeys/late', '2026-11-20T12:00:03.000Z', 500),
    recordOf('integrations/a', at, 250),
    undefined,
    recordOf('journeys/early', '2026-11-20T12:00:01.000Z', 1000),
    recordOf('journeys/kept', '2026-11-20T09:00:00.000Z', 1000, 'run-0'),
  ]);
  expect([...durations]).toEqual([
    ['journeys', 2500],
    ['integrations', 250],
  ]);
});
