import type { PlannedCheck } from '../records/plan.js';
import type { JudgingContext } from './context.js';

/** The command that runs just this check again; undefined where nothing answers to it. */
export function rerunOf(
  { id, source }: Pick<PlannedCheck, 'id' | 'source'>,
  { profile, requested }: Pick<JudgingContext, 'profile' | 'requested'>,
): string | undefined {
  if (source.kind !== 'test') {
    const release = requested.origin === '--release' ? ` --release ${quoted(requested.release)}` : '';
    return `npm run verify:staging -- --profile ${profile}${release} --only ${quoted(id)}`;
  }
  if (source.file === '(none)') return undefined;
  return `npx playwright test ${quoted(`${source.file}:${source.line}`)} --project=${quoted(source.project)}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@/.:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
