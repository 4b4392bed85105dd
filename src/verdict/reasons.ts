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

/** Causes of a NO-GO first, then problems of the run, then what makes it inconclusive. */
export function reasonsOf(blockers: readonly Blocker[], problems: readonly Problem[], plan: Plan): Reason[] {
  const causes = group(blockers, plan).map((members) => members.toSorted((a, b) => byDepth(a, b, plan)));
  const ordered = causes.toSorted(([a], [b]) => (a === undefined || b === undefined ? 0 : byDepth(a, b, plan)));
  return [
    ...ordered.filter(isNoGo).flatMap(reasonOf),
    ...problemReasons(problems),
    ...ordered.filter((it) => !isNoGo(it)).flatMap(reasonOf),
  ];
}

/** A check that its test could not measure, since the test itself fell short, has its test's cause. */
function group(blockers: readonly Blocker[], plan: Plan): Blocker[][] {
  const blocking = new Map(blockers.map((blocker) => [blocker.check.id, blocker]));
  const parents = new Map(
    plan.checks.flatMap(({ id, source }) => (source.kind === 'derived' ? [[id, source.of]] : [])),
  );
  const groups = new Map<string, Blocker[]>();
  for (const blocker of blockers) {
    const parent = blocker.check.outcome === 'missing' ? blocking.get(parents.get(blocker.check.id) ?? '') : undefined;
    const { check, effect } = parent ?? blocker;
    const cause = `${effect} ${causeOf(check)}`;
    groups.set(cause, [...(groups.get(cause) ?? []), blocker]);
  }
  return [...groups.values()];
}

/** The fewest steps first: it shows the cause with the least around it. Then the order of the plan. */
function byDepth(a: Blocker, b: Blocker, plan: Plan): number {
  const strength = Number(b.effect === 'NO-GO') - Number(a.effect === 'NO-GO');
  if (strength !== 0) return strength;
  // Infinity − Infinity is no number: two checks without steps are equally deep.
  const [stepsA, stepsB] = [stepsBefore(a), stepsBefore(b)];
  return stepsA === stepsB ? positionIn(plan, a) - positionIn(plan, b) : stepsA - stepsB;
}

function stepsBefore({ check }: Blocker): number {
  return check.stepsBefore === undefined ? Infinity : check.stepsBefore;
}

function positionIn(plan: Plan, { check }: Blocker): number {
  return plan.checks.findIndex(({ id }) => id === check.id);
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
