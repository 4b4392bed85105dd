import type { PlannedCheck } from '../records/plan.js';
import type { JudgingContext } from './context.js';

/**
 * The command that measures exactly this check again, at the same staging, whatever kind it is: of tests that are made
 * in a loop on one line it runs the one. Which release staging is says nothing alone, so that is asked again by a whole
 * run, which waits for the release. Undefined where nothing answers to the check.
 */
export function rerunOf(
  { id, source }: Pick<PlannedCheck, 'id' | 'source'>,
  { profile, requested, stagingNamed: named }: Pick<JudgingContext, 'profile' | 'requested' | 'stagingNamed'>,
): string | undefined {
  if (source.kind === 'test' && source.file === '(none)') return undefined;
  const release = requested.origin === '--release' ? ` --release ${quoted(requested.release)}` : '';
  const staging = named === undefined ? '' : ` ${named.option} ${quoted(named.value)}`;
  const part = source.kind === 'identity' ? '--wait-for-release 10m' : `--only ${quoted(id)}`;
  return `npx gonogo verify --profile ${profile}${staging}${release} ${part}`;
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w@/.:=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
