import type { Reason } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';

/** By cause, the other causes that its tests show as well, in the order of the verdict. */
export type SeenTogether = ReadonlyMap<Reason, readonly Reason[]>;

/**
 * What is wrong on the pages that a test walks is a cause of its own, beside the step that failed on them, and most
 * often why it failed: a person has to be told that both were seen in one test.
 */
export function seenTogether({ verdict, plan }: Pick<ReportInput, 'verdict' | 'plan'>): SeenTogether {
  const { reasons } = verdict;
  const causes = new Map(
    reasons.flatMap((reason) => [reason.check, ...reason.also].map((id) => [id, reason] as const)),
  );
  const together = new Map<Reason, Set<Reason>>();
  for (const { id, source } of plan === null ? [] : plan.checks) {
    if (source.kind !== 'derived') continue;
    const [one, other] = [causes.get(id), causes.get(source.of)];
    if (one === undefined || other === undefined || one === other) continue;
    together.set(one, (together.get(one) ?? new Set()).add(other));
    together.set(other, (together.get(other) ?? new Set()).add(one));
  }
  return new Map([...together].map(([reason, others]) => [reason, reasons.filter((each) => others.has(each))]));
}

const shown = 3;

/** `cause 2: no total at /checkout; cause 3: …`, three at most and how many more. Undefined where there is none. */
export function sameTestInWords(
  reason: Reason,
  together: SeenTogether,
  reasons: readonly Reason[],
): string | undefined {
  const others = together.get(reason);
  if (others === undefined) return undefined;
  const told = others
    .slice(0, shown)
    .map((other) => `cause ${reasons.indexOf(other) + 1}: ${other.message.replace(/\.$/, '')}`);
  const left = others.length - shown;
  return `${told.join('; ')}${left > 0 ? ` and ${left} more` : ''}`;
}
