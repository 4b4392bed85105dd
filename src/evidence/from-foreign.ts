import type { ReasonCode } from '../records/check.js';
import type { Measured } from '../records/evidence.js';
import type { ReportFormat } from '../records/foreign.js';
import type { PlannedCheck } from '../records/plan.js';
import { absenceAfter, notMeasured, recordOf, type Converted, type Exit, type Origin } from './converted.js';
import { readCtrf } from './foreign/ctrf.js';
import { readJunit } from './foreign/junit.js';
import { readK6Summary } from './foreign/k6-summary.js';
import { readPlaywrightJson } from './foreign/playwright-json.js';
import { ReportFlaw, tallyOf, type ForeignReport } from './foreign/report.js';
import { signatureOf } from './foreign/signature.js';
import { refuseOtherTime, type CommandTimes } from './foreign/window.js';

export interface ForeignGathering extends Origin, CommandTimes {
  planned: readonly PlannedCheck[];
  /** What the command left; undefined: there is no file. */
  report: string | undefined;
  exit: Exit;
  /** Why there is nothing to read, where the one who started it knows. */
  refused?: { reasonCode: ReasonCode; message: string };
}

const readers: Readonly<Record<ReportFormat, (text: string) => ForeignReport>> = {
  junit: readJunit,
  ctrf: readCtrf,
  'k6-summary': readK6Summary,
  'playwright-json': readPlaywrightJson,
};

/** The record of a foreign check: what its command reported, or why that is evidence of nothing. */
export function recordsOfForeignReport(gathering: ForeignGathering): Converted {
  return {
    records: gathering.planned.map((check) => recordOf(check.id, measuredOf(check, gathering), gathering)),
    problems: [],
  };
}

function measuredOf({ id, source }: PlannedCheck, gathering: ForeignGathering): Measured {
  const { report, exit, refused, startedAt, processMs } = gathering;
  if (source.kind !== 'foreign')
    return notMeasured('no-tests', `${id} is a ${source.kind}, which no command measures.`);
  if (refused !== undefined) return notMeasured(refused.reasonCode, refused.message);
  if (exit.stopped !== undefined || exit.code === null) return absenceAfter(exit, 'Its command');
  if (report === undefined || report === '') {
    const message = `Its command ended with exit code ${exit.code} and left no report in the file that {report} and GONOGO_REPORT name.`;
    return notMeasured('no-evidence', message);
  }
  try {
    const read = readers[source.format](report);
    refuseOtherTime(read, gathering);
    const { tool, tests, shortfall } = read;
    const signature = signatureOf(tests);
    return {
      kind: 'foreign',
      format: source.format,
      ...(tool === undefined ? {} : { tool }),
      exitCode: exit.code,
      ...tallyOf(tests),
      ...(signature === undefined ? {} : { signature }),
      ...(shortfall === undefined ? {} : { shortfall }),
      period: { startedAt, durationMs: processMs },
    };
  } catch (error) {
    if (!(error instanceof ReportFlaw)) throw error;
    return notMeasured(error.reasonCode, `Its ${source.format} report cannot be believed. ${error.message}`);
  }
}
