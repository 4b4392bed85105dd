import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report, ReportFile } from './define-report.js';
import type { ReportInput } from './input.js';

const reportFile = /^[a-z0-9-]+\.report\.(js|ts)$/;
/** What a misnamed report looks like: it says "report" and is code, but would not be found. */
const lookalike = /report[^/]*\.(js|mjs|cjs|ts|mts|cts)$/i;
const notReports = /^define-report\.|\.d\.[mc]?ts$|\.test\.ts$/;
const enginesOwn = new Set(['verdict.json', 'plan.json']);

/** What the reports came to; a report that broke takes nothing from the others. */
export interface Rendered {
  files: ReportFile[];
  broken: { report: string; error: unknown }[];
}

/**
 * Renders every report whose file lies in this folder: the folder is the registry. Files come in the order of their
 * reports' names.
 * @throws Error when a file is misnamed or is not a report, or two write the same file.
 */
export async function renderReports(input: ReportInput, folder = import.meta.dirname): Promise<Rendered> {
  const files: ReportFile[] = [];
  const broken: Rendered['broken'] = [];
  for (const name of await reportNames(folder)) {
    const report = await load(join(folder, name));
    try {
      files.push(...render(report, input));
    } catch (error) {
      broken.push({ report: name, error });
    }
  }
  refuseClashes(files);
  return { files, broken };
}

async function reportNames(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => !notReports.test(name)).sort();
  const misnamed = names.find((name) => lookalike.test(name) && !reportFile.test(name));
  if (misnamed !== undefined) {
    throw new Error(
      `${join(folder, misnamed)} would not be found as a report. Name it <name>.report.ts, or move it out of this folder.`,
    );
  }
  const reports = names.filter((name) => reportFile.test(name));
  if (reports.length === 0)
    throw new Error(
      `No *.report files in ${folder}: the engine is not built whole. Build it again (npm run verify:staging does).`,
    );
  return reports;
}

async function load(path: string): Promise<Report> {
  const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
  if (!isReport(module.default)) {
    throw new Error(`${path} is not a report. Give it \`export default defineReport({ file, render })\`.`);
  }
  return module.default;
}

function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  const { file, folder, render } = value as Record<string, unknown>;
  return typeof render === 'function' && (typeof file === 'string') !== (typeof folder === 'string');
}

function render(report: Report, input: ReportInput): ReportFile[] {
  if ('file' in report) return [{ file: report.file, text: report.render(input) }];
  return report.render(input).map(({ file, text }) => ({ file: `${report.folder}/${file}`, text }));
}

function refuseClashes(files: readonly ReportFile[]): void {
  const seen = new Set<string>();
  for (const { file } of files) {
    const parts = file.split('/');
    if (file.includes('\\') || parts.some((part) => part === '' || part === '.' || part === '..')) {
      throw new Error(`A report wants to write ${JSON.stringify(file)}, which is not a path inside the run folder.`);
    }
    if (enginesOwn.has(file)) throw new Error(`A report wants to write ${file}, which is the engine's own.`);
    if (seen.has(file)) throw new Error(`Two reports want to write ${file}.`);
    seen.add(file);
  }
}
