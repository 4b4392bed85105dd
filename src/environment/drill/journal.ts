import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drillJournal, type DrillJournal, type DrillRecord, type DrillStep } from '../../records/drill.js';
import { SetupError } from '../../records/setup-error.js';

const titles: Readonly<Record<DrillStep, string>> = {
  prepare: 'staging was put where production stands',
  deploy: 'the candidate was deployed',
  rollback: 'it was rolled back',
  redeploy: 'the candidate was deployed again',
};

/** @throws SetupError when the drill was not begun, in this run of Playwright. */
export function readJournal(file: string): DrillJournal {
  if (!existsSync(file))
    throw new SetupError('The drill was not begun: its checks tell one story, so run all of them.', 'setup-failed');
  return drillJournal.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export function writeJournal(file: string, journal: DrillJournal): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(journal, null, 2));
  renameSync(draft, file);
}

/** What a step left. @throws SetupError when it was not carried out. */
export function recordOf({ steps }: DrillJournal, step: DrillStep): DrillRecord {
  const record = steps.find((one) => one.step === step);
  if (record !== undefined) return record;
  throw new SetupError(`Nobody can say before ${titles[step]}, and it was not.`, 'setup-failed', 'environment');
}

/** What a step left that ended well. @throws SetupError when it did not. */
export function wellEnded(journal: DrillJournal, step: DrillStep): DrillRecord {
  const record = recordOf(journal, step);
  if (record.flaw === undefined) return record;
  throw new SetupError(`Nobody can say unless ${titles[step]}: ${record.flaw}.`, 'setup-failed', 'environment');
}
