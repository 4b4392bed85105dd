import type { Measured } from '../records/evidence.js';
import type { Generator } from '../records/load-measured.js';
import type { Limit } from '../records/limit.js';
import { parseMetricKey } from '../records/limit-expression.js';
import { loadEvidence as loadEvidenceSchema, type LoadEvidence } from '../records/load-evidence.js';
import { loadEnding } from '../records/load-exit.js';
import { latenessOf } from '../records/load-lateness.js';
import type { PlannedCheck } from '../records/plan.js';
import type { Problem } from '../records/problem.js';
import { isSameLimit } from '../records/same-limit.js';
import { toolInWords } from '../records/segments.js';
import { sendableRate } from '../records/sendable-rate.js';
import { absenceAfter, notMeasured, recordOf, type Converted, type Exit, type Origin } from './converted.js';
import { parsedJson, reasonOfIssue } from './lines.js';
import { answeredBySecond } from './requests-by-second.js';

export interface LoadGathering extends Origin {
  /** The limits of one script. */
  planned: readonly PlannedCheck[];
  /** All limits that the script was inspected to have, planned or not: any other that was counted is a problem. */
  limits?: readonly Limit[];
  /** What the tool wrote; undefined: there is no file. */
  evidence: string | undefined;
  /** Why what several k6 processes left is not the evidence of one run. */
  unmerged?: string | undefined;
  exit: Exit;
}

type Counted = LoadEvidence['limits'][number];

/**
 * One record for each planned limit of a load script: its counts and how the generator fared. Whether these prove
 * anything is for the judge; only where there is nothing to judge does the record say why.
 * @param read what `readLoadEvidence` made of it, where that is wanted for more than the records.
 */
export function recordsOfLoadEvidence(
  gathering: LoadGathering,
  read: LoadEvidence | Measured = readLoadEvidence(gathering),
): Converted {
  if ('kind' in read)
    return { records: gathering.planned.map(({ id }) => recordOf(id, read, gathering)), problems: [] };
  const late = latenessOf(read);
  const records = gathering.planned.map((check) =>
    recordOf(check.id, measuredOf(check, read, late, gathering.exit), gathering),
  );
  return {
    records,
    problems: gathering.limits === undefined ? [] : strangers([...gathering.limits, ...tightened(gathering)], read),
  };
}

/** What a load tool wrote, or why nothing is believed of it. */
export function readLoadEvidence({ evidence, unmerged, exit, planned, runId }: LoadGathering): LoadEvidence | Measured {
  const [first] = planned;
  const tool = first && 'tool' in first.source ? first.source.tool : undefined;
  if (evidence === undefined || evidence === '') return absence(exit, tool, unmerged);
  const parsed = loadEvidenceSchema.safeParse(parsedJson(evidence));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return notMeasured(
      reasonOfIssue(issue),
      `What ${tool ?? 'the load tool'} wrote cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    );
  }
  if (parsed.data.runId !== runId)
    return notMeasured('wrong-run', `What ${tool ?? 'the load tool'} wrote is that of run ${parsed.data.runId}.`);
  return parsed.data;
}

/** Nothing was written: the exit code may tell what was wrong with the script. */
function absence(exit: Exit, tool: LoadEvidence['tool'] | undefined, unmerged: string | undefined): Measured {
  const ended = tool !== undefined && exit.code !== null && exit.stopped === undefined;
  const ending = ended ? loadEnding(tool, exit.code, exit.segment) : undefined;
  if (ending !== undefined) return notMeasured(ending.reasonCode, ending.message);
  if (ended && unmerged !== undefined)
    return notMeasured('counts-disagree', `What the segments of ${tool} left is not one run: ${unmerged}.`);
  return absenceAfter(exit, toolInWords(tool ?? 'The load tool', exit.segment));
}

function measuredOf(
  { id, source }: PlannedCheck,
  evidence: LoadEvidence,
  late: ReturnType<typeof latenessOf>,
  exit: Exit,
): Measured {
  if (!('limit' in source) && source.kind !== 'steady')
    return notMeasured('no-tests', `${id} is a ${source.kind}, which no load script measures.`);
  if (!endsWithPath(evidence.script.path, source.file) || evidence.tool !== source.tool) {
    return notMeasured(
      'counts-disagree',
      `The evidence is that of ${evidence.tool} and ${evidence.script.path}, not of ${source.file}.`,
    );
  }
  const { startedAt, finishedAt } = evidence;
  const period = { startedAt, durationMs: Date.parse(finishedAt) - Date.parse(startedAt) };
  if (period.durationMs < 0)
    return notMeasured('invalid-number', `${source.tool} says that it finished before it started.`);
  const fared = (seconds: number): Generator => generatorOf(evidence, exit, seconds, late);
  if (source.kind === 'steady') {
    if (evidence.tool !== 'k6')
      return notMeasured('no-evidence', `${evidence.tool} does not tell its requests by the second.`);
    const { requests, unanswered } = answeredBySecond(evidence);
    return { kind: 'steady', requests, unanswered, period, generator: fared(requests.length) };
  }
  const [counted, ...others] = evidence.limits.filter((one) => isLimit(one, source.limit));
  if (counted === undefined) {
    // Who was killed before its first sample counted nothing for that reason.
    const ending = loadEnding(source.tool, exit.code, exit.segment);
    return ending === undefined
      ? notMeasured('no-evidence', `${source.tool} counted nothing for ${source.limit.expression}.`)
      : notMeasured(ending.reasonCode, ending.message);
  }
  if (others.length > 0)
    return notMeasured('duplicate-evidence', `${source.tool} counted ${source.limit.expression} more than once.`);
  const { samples, beyond, sum, observed, blocks } = counted;
  const counts = { samples, beyond, sum, observed, blocks };
  return { kind: 'limit', limit: source.limit, ...counts, period, generator: fared(blocks.length) };
}

function generatorOf(
  evidence: LoadEvidence,
  exit: Exit,
  seconds: number,
  late: ReturnType<typeof latenessOf>,
): Generator {
  const { complete, iterations, threw, droppedIterations, interruptedIterations, requests, steps, unsent } = evidence;
  const sendablePerSecond = sendableRate(evidence);
  return {
    // A tool that had to be stopped may still have closed its file in good order.
    complete: complete && exit.stopped === undefined,
    exitCode: exit.code,
    ...(exit.segment === undefined ? {} : { segment: exit.segment }),
    ...{ iterations, threw, droppedIterations, interruptedIterations },
    ...(late === undefined ? {} : { lateMs: Array.from({ length: seconds }, (_, second) => late[second] ?? null) }),
    ...(sendablePerSecond === undefined ? {} : { sendablePerSecond }),
    requests,
    failedRequests: steps.reduce((sum, { failed }) => sum + failed, 0),
    unsent,
  };
}

/** Planned limits that are policy.yaml's: counted besides the script's own. */
function tightened({ planned }: LoadGathering): Limit[] {
  return planned.flatMap(({ source }) => ('limit' in source ? [source.limit] : []));
}

function strangers(limits: readonly Limit[], evidence: LoadEvidence): Problem[] {
  return evidence.limits
    .filter((counted) => !limits.some((limit) => isLimit(counted, limit)))
    .map(({ metric, expression }) => ({
      check: 'run',
      reasonCode: 'counts-disagree',
      message: `${evidence.script.path} has the limit ${metric}: ${expression}, which it was not inspected to have.`,
    }));
}

/** Is this count that of the limit? A key that cannot be read is no limit's. */
function isLimit({ metric, expression }: Counted, limit: Limit): boolean {
  try {
    return isSameLimit({ ...parseMetricKey(metric), expression }, limit);
  } catch {
    return false;
  }
}

/** Tools say a path as they were given it: absolute, relative or as a URL. */
function endsWithPath(given: string, file: string): boolean {
  return given === file || given.replaceAll('\\', '/').endsWith(`/${file}`);
}
