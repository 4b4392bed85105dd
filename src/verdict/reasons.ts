import type { Plan } from '../records/plan.js';
import type { Problem } from '../records/problem.js';
import { reasonMeanings } from '../records/reason.js';
import type { JudgedCheck, Reason } from '../records/verdict.js';
import { causeOf } from './cause.js';

/** A check that keeps the verdict from GO, and which word it calls for. */
export interface Blocker {
  check: JudgedCheck;
  effect: 'NO-GO' | 'INCONCLUSIVE';
}

/**
 * Causes of a NO-GO first, then problems of the run, then what makes it inconclusive. Among these, what hits the checks
 * that the policy requires comes first, in the policy's own order: a team names first what it cannot do without.
 * @param blockers in the order of the plan.
 */
export function reasonsOf(
  blockers: readonly Blocker[],
  problems: readonly Problem[],
  plan: Plan,
  required: readonly string[],
): Reason[] {
  const positions = new Map(blockers.map(({ check }, position) => [check.id, position]));
  const ranks = new Map(required.map((id, rank) => [id, rank]));
  const inOrder = (a: Blocker, b: Blocker): number => byDepth(a, b, positions);
  const causes = group(blockers, plan).map((members) => members.toSorted(inOrder));
  const ordered = causes.toSorted((a, b) => byRank(a, b, ranks) || (a[0] && b[0] ? inOrder(a[0], b[0]) : 0));
  return [
    ...ordered.filter(isNoGo).flatMap(reasonOf),
    ...problemReasons(problems),
    ...ordered.filter((it) => !isNoGo(it)).flatMap(reasonOf),
  ];
}

/** A check that its test could not measure, since the test itself fell short, has its test's cause. */
function group(blockers: readonly Blocker[], plan: Plan): Blocker[][] {
  const blocking = new Map(blockers.map((blocker) => [blocker.check.id, blocker]));
  const parents = new Map<string, string>();
  for (const { id, source } of plan.checks) if (source.kind === 'derived') parents.set(id, source.of);
  const groups = new Map<string, Blocker[]>();
  for (const blocker of blockers) {
    const parent = blocker.check.outcome === 'missing' ? blocking.get(parents.get(blocker.check.id) ?? '') : undefined;
    const { check, effect } = parent ?? blocker;
    const cause = `${effect} ${causeOf(check)}`;
    const members = groups.get(cause);
    if (members === undefined) groups.set(cause, [blocker]);
    else members.push(blocker);
  }
  return [...groups.values()];
}

/** The fewest steps first: it shows the cause with the least around it. Then the order of the plan. */
function byDepth(a: Blocker, b: Blocker, positions: ReadonlyMap<string, number>): number {
  const strength = Number(b.effect === 'NO-GO') - Number(a.effect === 'NO-GO');
  if (strength !== 0) return strength;
  // Infinity − Infinity is no number: two checks without steps are equally deep.
  const [stepsA, stepsB] = [stepsBefore(a), stepsBefore(b)];
  return stepsA === stepsB ? positionIn(positions, a) - positionIn(positions, b) : stepsA - stepsB;
}

function byRank(a: readonly Blocker[], b: readonly Blocker[], ranks: ReadonlyMap<string, number>): number {
  return rankOf(a, ranks) - rankOf(b, ranks);
}

/** That of whichever member the policy requires first; what it does not require comes behind. */
function rankOf(cause: readonly Blocker[], ranks: ReadonlyMap<string, number>): number {
  return Math.min(...cause.map(({ check }) => ranks.get(check.id) ?? ranks.size));
}

function stepsBefore({ check }: Blocker): number {
  return check.stepsBefore === undefined ? Infinity : check.stepsBefore;
}

function positionIn(positions: ReadonlyMap<string, number>, { check }: Blocker): number {
  const position = positions.get(check.id);
  return position === undefined ? -1 : position;
}

function isNoGo(cause: readonly Blocker[]): boolean {
  return cause.some(({ effect }) => effect === 'NO-GO');
}

function reasonOf([head, ...others]: readonly Blocker[]): Reason[] {
  if (head === undefined) return [];
  const { id, outcome, reasonCode, attribution, message } = head.check;
  return [
    {
      check: id,
      outcome,
      // Only a passed check has none, and a passed check is no blocker.
      reasonCode: reasonCode ?? 'defect',
      attribution: attribution ?? 'product',
      message,
      also: others.map(({ check }) => check.id),
    },
  ];
}

/** One reason a code: a thousand damaged lines are one matter. */
function problemReasons(problems: readonly Problem[]): Reason[] {
  return [...new Set(problems.map(({ reasonCode }) => reasonCode))].map((reasonCode) => {
    const messages = [
      ...new Set(problems.filter((one) => one.reasonCode === reasonCode).map(({ message }) => message)),
    ].toSorted();
    const more = messages.length === 1 ? '' : ` (and ${messages.length - 1} more of the kind)`;
    const { outcome, attribution } = reasonMeanings[reasonCode];
    return { check: 'run', outcome, reasonCode, attribution, message: `${messages[0]}${more}`, also: [] };
  });
}
