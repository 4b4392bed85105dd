import type { PlannedCheck } from '../records/plan.js';

/** The command that runs just this check again; undefined where nothing answers to it. */
export function rerunOf({ id, source }: PlannedCheck): string | undefined {
  if (source.kind !== 'test') return `npm run verify:staging -- --only ${quoted(id)}`;
  if (source.file === '(none)') return undefined;
  return `npx playwright test ${quoted(`${source.file}:${source.line}`)} --project=${quoted(source.project)}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@/.:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
