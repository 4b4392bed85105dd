import { drillStage } from '../plan/left-out.js';
import type { Gathering, Plan, PlannedCheck } from '../records/plan.js';
import type { JudgedCheck } from '../records/verdict.js';
import { openProgress, type Progress } from '../report/terminal/progress.js';
import type { ProgressStream } from '../report/terminal/screen.js';
import type { AttemptSeen } from '../tools/playwright/follow.js';
import { stagesOf } from '../verdict/stages.js';

/** What a run shows while it goes: gatherings told as the stages that people know. */
export interface Live {
  begin(gathering: Gathering): void;
  attempt(seen: AttemptSeen): void;
  /** A gathering is through: these are its checks, as they would be judged now. */
  end(justJudged: readonly JudgedCheck[]): void;
  note(line: string): void;
  close(): void;
}

/**
 * Opens the live list of a plan's stages on stderr: stdout belongs to the verdict. Where one gathering measures several
 * stages, each has a time of its own, from its first attempt to its last.
 * @param attempts how often a test is tried that fails.
 */
export function showLive(plan: Plan, attempts: number, stream: ProgressStream = process.stderr): Live {
  const stageIds = [...new Set(plan.checks.map(({ stage }) => stage))];
  const progress: Progress = openProgress({
    stream,
    stages: stageIds.map((id) => ({
      id,
      planned: countedIn(plan, id).length,
      noun: nounOf(countedIn(plan, id)),
      estimatedSeconds: plan.gatherings
        .filter((it) => stagesIn(plan, it).includes(id))
        .reduce((sum, it) => sum + it.estimatedSeconds * shareOf(id, it, plan), 0),
    })),
    now: () => performance.now(),
  });
  const tests = new Map(
    plan.checks.flatMap(({ stage, source }) => (source.kind === 'test' ? [[keyOf(source), stage] as const] : [])),
  );
  const testsOf = new Map(stageIds.map((id) => [id, [...tests.values()].filter((stage) => stage === id).length]));
  const triesOf = new Map(stageIds.map((id) => [id, new Map<string, { passed: boolean; tries: number }>()]));
  const begun = new Set<string>();
  const judged: JudgedCheck[] = [];
  return {
    begin(gathering) {
      const [stage, ...others] = stagesIn(plan, gathering);
      // Of several nobody knows which is first: each begins with its first attempt.
      if (stage === undefined || others.length > 0 || begun.has(stage)) return;
      begun.add(stage);
      progress.begin(stage);
    },
    attempt(seen) {
      const key = keyOf(seen);
      const stage = tests.get(key);
      const own = stage === undefined ? undefined : triesOf.get(stage);
      if (stage === undefined || own === undefined) return;
      own.set(key, { passed: seen.passed, tries: (own.get(key)?.tries ?? 0) + 1 });
      const failing = [...own.values()].filter(({ passed }) => !passed);
      // The drill is told once.
      const allowed = stage === drillStage ? 1 : attempts;
      const again = failing.filter(({ tries }) => tries < allowed).length;
      const done = own.size - again;
      progress.update(stage, {
        ...{ done, failed: failing.length - again, again, beganAgoMs: seen.beganAgoMs },
        ...(done < Number(testsOf.get(stage)) ? {} : { doneAgoMs: seen.endedAgoMs }),
      });
    },
    end(justJudged) {
      judged.push(...justJudged);
      for (const { id, outcome, counts } of stagesOf(judged, new Map())) {
        if (!justJudged.some(({ stage }) => stage === id)) continue;
        const own = plan.checks.filter(({ stage, source }) => stage === id && source.kind !== 'identity');
        const isWhole = counts.planned === own.length;
        if (testsOf.get(id) === 0) {
          const { planned: done, failed } = counts;
          progress.update(id, { done, failed, again: 0, ...(isWhole ? { doneAgoMs: 0 } : {}) });
        }
        if (isWhole) progress.end(id, outcome);
      }
    },
    note: (line) => progress.note(line),
    close: () => progress.close(),
  };
}

function stagesIn(plan: Plan, gathering: Gathering): string[] {
  return [...new Set(plan.checks.filter(({ id }) => gathering.checks.includes(id)).map(({ stage }) => stage))];
}

/** A stage's share of a gathering's time: that of its tests. */
function shareOf(stage: string, gathering: Gathering, plan: Plan): number {
  const counted = plan.checks.filter((check) => gathering.checks.includes(check.id) && isCounted(check));
  return counted.length === 0 ? 1 : counted.filter((check) => check.stage === stage).length / counted.length;
}

/** Derived checks come with their test, and identity is looked at all along: neither is waited for. */
function isCounted({ source }: PlannedCheck): boolean {
  return source.kind !== 'derived' && source.kind !== 'identity';
}

function countedIn(plan: Plan, stageId: string): PlannedCheck[] {
  return plan.checks.filter((check) => check.stage === stageId && isCounted(check));
}

/** What is counted of a stage: a test can be several checks, so `24 of 24` must say of what. */
function nounOf(counted: readonly PlannedCheck[]): string {
  const kinds = new Set(counted.map(({ source }) => source.kind));
  if (kinds.size !== 1) return 'check';
  return kinds.has('test') ? 'test' : kinds.has('limit') ? 'limit' : 'check';
}

function keyOf({ file, project, title }: { file: string; project: string; title: string }): string {
  return JSON.stringify([file, project, title]);
}
