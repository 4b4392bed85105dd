import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '../repository.js';
import { verify } from './command.js';

const limits = { withinMs: 280_000, cleanWithinMs: 15_000 };
const drill = ['--release', '2.0.0', '--profile', 'full', '--only', 'drill/**'];

/** What the drill of this checkout's own staging says: two replicas, a migration and a PostgreSQL, all of them real. */
export async function drilled(fault = '') {
  const reports = mkdtempSync(path.join(tmpdir(), 'black-box-reports-'));
  try {
    const env = { REFERENCE_FAULT: fault };
    const ended = await verify({ dir: repository, reports }, ['--out', reports, ...drill], { ...limits, env });
    const checks = ended.verdict?.checks ?? [];
    const notPassed = checks.flatMap(({ id, outcome, message }) =>
      outcome === 'passed' ? [] : [{ id, outcome, message }],
    );
    return { ...ended, checks, notPassed };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}
