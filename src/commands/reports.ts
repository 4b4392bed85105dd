import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readEvidence } from '../evidence/read.js';
import { digestOf } from '../evidence/digest.js';
import { loadEvidence, type LoadEvidence } from '../records/load-evidence.js';
import { plan as planSchema, type Plan } from '../records/plan.js';
import type { Verdict } from '../records/verdict.js';
import type { ReportInput } from '../report/input.js';
import { annotations } from '../report/annotations.js';
import { renderReports } from '../report/registry.js';
import { wantsColour } from '../report/terminal/colour.js';
import { ending } from '../report/terminal/ending.js';
import { filesOf, writeWhole } from '../verify/run-folder.js';

/**
 * Writes `verdict.json` and every report of a run. The verdict is first: a report that breaks takes nothing from it.
 */
export async function writeReports(
  runDir: string,
  verdict: Verdict,
  redact: (text: string) => string,
): Promise<ReportInput> {
  await writeWhole(path.join(runDir, 'verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`, redact);
  const plan = readPlan(runDir);
  const evidence = plan === null ? undefined : readEvidence(runDir, { runId: plan.runId, plan: digestOf(plan) });
  const runFiles = await filesOf(runDir);
  const input: ReportInput = {
    verdict,
    plan,
    identity: evidence === undefined ? [] : evidence.identity,
    health: evidence === undefined ? [] : evidence.health,
    load: runFiles.flatMap((file) => loadIn(runDir, file)),
    runFolder: path.relative(process.cwd(), runDir) || '.',
    runFiles,
  };
  for (const { file, text } of await renderReports(input)) await writeWhole(path.join(runDir, file), text, redact);
  return input;
}

/** The end of a run on stdout: for people, or with `--json` the verdict and nothing else. */
export function sayTheEnd(input: ReportInput, { json }: { json?: true }): void {
  const { stdout } = process;
  const words = ending(input, {
    columns: stdout.isTTY ? stdout.columns : 80,
    colour: wantsColour(stdout, process.env),
  });
  // What a pipeline shows of a step: the causes on its page, the summary below it.
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS === 'true') for (const line of annotations(input.verdict)) process.stderr.write(`${line}\n`);
  if (GITHUB_STEP_SUMMARY !== undefined && GITHUB_STEP_SUMMARY !== '') {
    appendFileSync(GITHUB_STEP_SUMMARY, readFileSync(path.join(input.runFolder, 'summary.md')));
  }
  if (json !== true) stdout.write(words);
  else stdout.write(`${JSON.stringify(input.verdict, null, 2)}\n`);
}

function readPlan(runDir: string): Plan | null {
  const file = path.join(runDir, 'plan.json');
  if (!existsSync(file)) return null;
  const parsed = planSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : null;
}

/** For the pictures only: what the limits were judged by is in the verdict. */
function loadIn(runDir: string, file: string): LoadEvidence[] {
  if (!/^evidence\/raw\/[^/]+\.json$/.test(file)) return [];
  const parsed = loadEvidence.safeParse(JSON.parse(readFileSync(path.join(runDir, file), 'utf8')));
  return parsed.success ? [parsed.data] : [];
}
