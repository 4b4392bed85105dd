import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsedJson } from '../evidence/lines.js';
import type { Evidence } from '../evidence/read.js';
import { explainForecast } from '../policy/explain-forecast.js';
import { rolledBack, type RolledBack } from '../records/drill.js';
import { loadEvidence, type LoadEvidence } from '../records/load-evidence.js';
import { isRunAgain, type Plan } from '../records/plan.js';
import type { Verdict } from '../records/verdict.js';
import { annotations } from '../report/annotations.js';
import type { ReportInput } from '../report/input.js';
import { renderReports } from '../report/registry.js';
import { wantsColour } from '../report/terminal/colour.js';
import { ending } from '../report/terminal/ending.js';
import { filesOf, rolledBackFile, writeWhole } from './files.js';
import type { Judged } from './judge.js';

type Redact = (text: string) => string;

/** Puts the verdict in place: from here on it is what the run said, and its exit code is the run's. */
export async function writeVerdict(runDir: string, verdict: Verdict, redact: Redact): Promise<void> {
  await writeWhole(path.join(runDir, 'verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`, redact);
}

/**
 * Writes every report of a run whose verdict is on disk. A report that breaks takes nothing from the verdict, nor from
 * the other reports: it is said.
 */
export async function writeReports(runDir: string, judged: Judged, redact: Redact): Promise<ReportInput> {
  const { verdict, plan, evidence } = judged;
  const runFiles = await filesOf(runDir);
  const input: ReportInput = {
    verdict,
    plan: plan ?? null,
    identity: evidence === undefined ? [] : evidence.identity,
    health: evidence === undefined ? [] : evidence.health,
    load: runFiles.flatMap((file) => (isOneOfMany(file, plan) ? [] : loadIn(runDir, file))),
    forecasts: plan === undefined || evidence === undefined ? [] : forecastsSaid(plan, evidence.records),
    rolledBack: rolledBackIn(runDir),
    runFolder: path.relative(process.cwd(), runDir) || '.',
    runFiles,
  };
  const { files, broken } = await renderReports(input);
  for (const { report, error } of broken) complain(`the report ${report} could not be rendered`, error);
  for (const { file, text } of files)
    await attempt(`${file} could not be written`, () => writeWhole(path.join(runDir, file), text, redact));
  return input;
}

/** The end of a run on stdout: for people, or with `--json` the verdict and nothing else. */
export async function sayTheEnd(input: ReportInput, { json }: { json?: true }, redact: Redact): Promise<void> {
  const { stdout } = process;
  const colour = wantsColour(stdout, process.env);
  const words = ending(input, { columns: stdout.isTTY ? stdout.columns : 80, colour });
  // What a pipeline shows of a step: the causes on its page, the summary below it.
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS === 'true')
    for (const line of annotations(input.verdict)) process.stderr.write(`${redact(line)}\n`);
  if (GITHUB_STEP_SUMMARY !== undefined && GITHUB_STEP_SUMMARY !== '') {
    await attempt('the step summary could not be written', () =>
      appendFileSync(GITHUB_STEP_SUMMARY, readFileSync(path.join(input.runFolder, 'summary.md'))),
    );
  }
  stdout.write(redact(json === true ? `${JSON.stringify(input.verdict, null, 2)}\n` : words));
}

/** For what comes after the verdict: its failure is said, and changes neither the verdict nor the exit code. */
export async function attempt(failure: string, act: () => Promise<void> | void): Promise<void> {
  try {
    await act();
  } catch (error) {
    complain(failure, error);
  }
}

function complain(failure: string, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  process.stderr.write(`gonogo: ${failure}, the verdict stands: ${why}\n`);
}

function rolledBackIn(runDir: string): RolledBack | null {
  const file = path.join(runDir, rolledBackFile);
  const parsed = existsSync(file) ? rolledBack.safeParse(parsedJson(readFileSync(file, 'utf8'))) : undefined;
  return parsed?.success === true ? parsed.data : null;
}

/** Runs of a script that is run again and again are compared, not drawn. */
function isOneOfMany(file: string, plan: Plan | undefined): boolean {
  const repeated = plan?.gatherings.filter(isRunAgain);
  return repeated?.some(({ id }) => path.basename(file).startsWith(`${id}-`)) === true;
}

function forecastsSaid(plan: Plan, records: Evidence['records']): ReportInput['forecasts'] {
  return plan.checks.flatMap(({ id, source }) => {
    const measured = records.get(id)?.measured;
    if (source.kind !== 'capacity' || measured?.kind !== 'capacity') return [];
    const said = [...explainForecast(source, measured, plan)];
    return said.length === 0 ? [] : [{ check: id, said }];
  });
}

/** For the pictures only: what the limits were judged by is in the verdict. A segment of a run (`rush@1-of-2`) is not the run. */
function loadIn(runDir: string, file: string): LoadEvidence[] {
  if (!/^evidence\/(kept\/[^/]+\/evidence\/)?raw\/[^/@]+\.json$/.test(file)) return [];
  const parsed = loadEvidence.safeParse(parsedJson(readFileSync(path.join(runDir, file), 'utf8')));
  return parsed.success ? [parsed.data] : [];
}
