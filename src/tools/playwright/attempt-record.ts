import { isAbsolute, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { TestError, TestResult, TestStep } from '@playwright/test/reporter';
import type { Attempt } from '../../records/evidence.js';
import { pageTimes, type PageTimes } from '../../records/page-times.js';
import { unmeasuredAnnotation, unmeasuredIn } from '../../records/unmeasured.js';

/** Attachments of this name carry what derived fixtures measured; they are not shown as attachments. */
export const derivedAttachment = 'gonogo:derived';

/** Attachments of this name carry what the pages of a walk took; they are not shown as attachments. */
export const pageTimesAttachment = 'gonogo:page-times';

/** Annotations of this type say in words what the browser only calls a name that is not resolved. */
export const blockedAnnotation = 'blocked by gonogo';

/** Where paths are told from: errors from the project, attachments from the run. */
export interface Folders {
  projectDir: string;
  runDir: string;
}

/** One try of one test, in the words of the records. */
export function attemptRecord(result: TestResult, folders: Folders): Attempt {
  return {
    status: result.status,
    startedAt: result.startTime.toISOString(),
    durationMs: Math.max(0, result.duration),
    steps: storyOf(result.steps, endOf(result)),
    errors: explained(
      result.errors.map((error) => errorRecord(error, folders.projectDir)),
      result,
    ),
    ...annotated(result, 'expected'),
    ...annotated(result, 'actual'),
    ...unmeasured(result),
    assertions: countAssertions(result.steps),
    ...pageTimesOf(result),
    attachments: result.attachments
      .filter(({ name }) => name !== derivedAttachment && name !== pageTimesAttachment)
      .map(({ name, contentType, path }) => ({
        name,
        contentType,
        ...(path === undefined ? {} : { path: pathFrom(folders.runDir, path) }),
      })),
  };
}

/** The first error with what the test's browser was kept from behind its first line, which is all that some reports show. */
function explained(errors: Attempt['errors'], { annotations }: TestResult): Attempt['errors'] {
  const [error, ...others] = errors;
  const note = annotations.find(({ type }) => type === blockedAnnotation)?.description;
  if (error === undefined || note === undefined) return errors;
  const [first = '', ...rest] = error.message.split('\n');
  return [{ ...error, message: [`${first} (${note})`, ...rest].join('\n') }, ...others];
}

/** What the attempt itself said by an annotation of this type; the last one counts. */
function annotated(result: TestResult, type: 'expected' | 'actual'): { [key in typeof type]?: string } {
  const said = result.annotations.findLast((annotation) => annotation.type === type)?.description;
  return said === undefined ? {} : { [type]: said };
}

/** Why the attempt could not measure, where it says so; the last word counts. */
function unmeasured({ annotations }: TestResult): Pick<Attempt, 'unmeasured'> {
  const said = annotations.findLast(({ type }) => type === unmeasuredAnnotation)?.description;
  const why = said === undefined ? undefined : unmeasuredIn(said);
  return why === undefined ? {} : { unmeasured: why };
}

/** What a test measured of pages itself outranks how long those took that it opened on its way there. */
function pageTimesOf({ attachments }: TestResult): Pick<Attempt, 'pageTimes'> {
  const all = attachments.flatMap(({ name, body }): PageTimes[] =>
    name === pageTimesAttachment ? [pageTimes.parse(JSON.parse(String(body)))] : [],
  );
  const measured = all.filter(({ figure }) => figure === 'lcp');
  const [first, ...others] = measured.length > 0 ? measured : all;
  if (first === undefined) return {};
  return { pageTimes: { ...first, pages: [first, ...others].flatMap(({ pages }) => pages) } };
}

/** The error's own words without colours, and the line that it points to. */
export function errorRecord(error: TestError, projectDir: string): { message: string; location?: string } {
  const said = error.message ?? error.value ?? 'an error without a message';
  const message = stripVTControlCharacters(said);
  if (error.location === undefined) return { message };
  const { file, line, column } = error.location;
  return { message, location: `${pathFrom(projectDir, file)}:${line}:${column}` };
}

/** `file` as seen from `folder`, with forward slashes; a file outside of it keeps its absolute path. */
export function pathFrom(folder: string, file: string): string {
  const path = relative(folder, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.split(sep).join('/');
}

function storyOf(steps: TestStep[], endMs: number, depth = 0): Attempt['steps'] {
  return steps.flatMap((step) => {
    if (step.category !== 'test.step') return storyOf(step.steps, endMs, depth);
    const own = { title: step.title, depth, durationMs: durationOf(step, endMs), failed: step.error !== undefined };
    return [own, ...storyOf(step.steps, endMs, depth + 1)];
  });
}

/** Playwright says -1 of a step that was cut off: it lasted until the test ended. */
function durationOf(step: TestStep, endMs: number): number {
  return step.duration >= 0 ? step.duration : Math.max(0, endMs - step.startTime.getTime());
}

function endOf(result: TestResult): number {
  return result.startTime.getTime() + Math.max(0, result.duration);
}

function countAssertions(steps: TestStep[]): number {
  return steps.reduce((sum, step) => sum + (step.category === 'expect' ? 1 : 0) + countAssertions(step.steps), 0);
}
