import type { Gathering, Plan, PlannedCheck } from '../records/plan.js';
import type { JudgedCheck } from '../records/verdict.js';
import { openProgress, type Progress } from '../report/terminal/progress.js';
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

/** Opens the live list of a plan's stages on stderr: stdout belongs to the verdict. */
export function showLive(plan: Plan): Live {
  const stageIds = [...new Set(plan.checks.map(({ stage }) => stage))];
  const progress: Progress = openProgress({
    stream: process.stderr,
    stages: stageIds.map((id) => ({
      id,
      planned: plan.checks.filter((check) => check.stage === id && isCounted(check)).length,
      estimatedSeconds: plan.gatherings
        .filter((it) => stagesIn(plan, it).includes(id))
        .reduce((sum, it) => sum + it.estimatedSeconds, 0),
    })),
    now: () => performance.now(),
  });
  const tests = new Map(
    plan.checks.flatMap(({ stage, source }) => (source.kind === 'test' ? [[keyOf(source), stage] as const] : [])),
  );
  const results = new Map<string, { stage: string; passed: boolean }>();
  const begun = new Set<string>();
  const judged: JudgedCheck[] = [];
  return {
    begin(gathering) {
      for (const stage of stagesIn(plan, gathering).filter((id) => !begun.has(id))) {
        begun.add(stage);
        progress.begin(stage);
      }
    },
    attempt(seen) {
      const key = keyOf(seen);
      const stage = tests.get(key);
      if (stage === undefined) return;
      results.set(key, { stage, passed: seen.passed });
      const own = [...results.values()].filter((result) => result.stage === stage);
      progress.update(stage, { done: own.length, failed: own.filter(({ passed }) => !passed).length });
    },
    end(justJudged) {
      judged.push(...justJudged);
      for (const { id, outcome, counts } of stagesOf(judged, new Map())) {
        if (!justJudged.some(({ stage }) => stage === id)) continue;
        if (id === 'load') progress.update(id, { done: counts.planned, failed: counts.failed });
        if (
          counts.planned ===
          plan.checks.filter(({ stage, source }) => stage === id && source.kind !== 'identity').length
        )
          progress.end(id, outcome);
      }
    },
    note: (line) => progress.note(line),
    close: () => progress.close(),
  };
}

function stagesIn(plan: Plan, gathering: Gathering): string[] {
  return [...new Set(plan.checks.filter(({ id }) => gathering.checks.includes(id)).map(({ stage }) => stage))];
}

/** Derived checks come with their test, and identity is looked at all along: neither is waited for. */
function isCounted({ source }: PlannedCheck): boolean {
  return source.kind === 'test' || source.kind === 'limit';
}

function keyOf({ file, project, title }: { file: string; project: string; title: string }): string {
  return JSON.stringify([file, project, title]);
}
