import { expect, test } from 'vitest';
import type { EvidenceRecord } from '../records/evidence.js';
import { stageDurations } from './stage-durations.js';

const at = '2026-11-20T12:00:00.000Z';

function recordOf(check: string, startedAt: string, durationMs: number, runId = 'run-1'): EvidenceRecord {
  const none = { steps: [], errors: [], attachments: [] };
  const attempt = { status: 'passed' as const, startedAt, durationMs, assertions: 1, ...none };
  const measured = { kind: 'test' as const, expectedStatus: 'passed' as const, attempts: [attempt] };
  return { schemaVersion: 1, runId, check, recordedAt: at, measured, raw: [] };
}

test('a stage lasts from its first start to its last end, by what this run measured', () => {
  const durations = stageDurations('run-1');
  durations.add('journeys', recordOf('journeys/late', '2026-11-20T12:00:03.000Z', 500));
  durations.add('integrations', recordOf('integrations/a', at, 250));
  durations.add('journeys', undefined);
  durations.add('journeys', recordOf('journeys/early', '2026-11-20T12:00:01.000Z', 1000));
  durations.add('journeys', recordOf('journeys/kept', '2026-11-20T09:00:00.000Z', 1000, 'run-0'));
  expect([...durations.end()]).toEqual([
    ['journeys', 2500],
    ['integrations', 250],
  ]);
});
