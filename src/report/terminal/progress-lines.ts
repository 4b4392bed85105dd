import type { Outcome } from '../../records/check.js';
import { count, counted, duration } from '../text/quantities.js';
import { outcomeTone, toneSign } from '../text/words.js';
import type { Painter } from './colour.js';
import { cut, padded } from './wrap.js';

/** A stage as far as it has come. Times are of a monotonic clock, in milliseconds. */
export type StageState = {
  readonly id: string;
  readonly planned: number;
  /** What is counted, in the singular: a test can be more than one check. */
  readonly noun: string;
  readonly estimatedSeconds: number;
  done: number;
  failed: number;
  /** Failed, and are being tried again: not done yet. */
  again: number;
  beganMs?: number;
  /** Nothing more of it is expected: its time stands. */
  endedMs?: number;
  outcome?: Outcome;
};

/** The painted region: a line for a stage, and one for the whole; each at most `columns` wide. */
export function regionLines(
  stages: readonly StageState[],
  nowMs: number,
  sinceMs: number,
  columns: number,
  paint: Painter,
): string[] {
  const widest = Math.max(...stages.map(({ id }) => id.length), 0);
  const lines = stages.map((stage) => {
    const plain = cut(
      `  ${sign(stage)} ${padded(stage.id, widest)}  ${doneInWords(stage, count(stage.planned).length)}${times(stage, nowMs)}`,
      columns,
    );
    if (stage.outcome !== undefined)
      return plain.replace(sign(stage), (found) => paint(outcomeTone[stage.outcome as Outcome], found));
    return stage.beganMs === undefined ? paint('dim', plain) : paint('bold', plain);
  });
  return [...lines, paint('dim', cut(`  ${wholeInWords(stages, nowMs, sinceMs)}`, columns))];
}

/** `journeys: 12 of 36 tests, 2 failed, trying 1 again, 24 s so far, about 40 s left`. */
export function stageInWords(stage: StageState, nowMs: number): string {
  return `${stage.id}: ${doneInWords(stage)}${soFarInWords(stage, nowMs)}`;
}

function soFarInWords({ beganMs, endedMs, ...stage }: StageState, nowMs: number): string {
  if (beganMs === undefined) return '';
  if (endedMs !== undefined) return ` in ${duration(endedMs - beganMs)}`;
  return `, ${seconds(nowMs - beganMs)} so far, ${leftInWords({ ...stage, beganMs }, nowMs)}`;
}

/** `✓ environment: 5 of 5 tests in 3.9 s`. */
export function endInWords(stage: StageState, nowMs: number): string {
  const outcome = stage.outcome === 'passed' ? '' : ` ${stage.outcome ?? ''},`;
  return `${sign(stage)} ${stage.id}:${outcome} ${doneInWords(stage)}${stage.beganMs === undefined ? '' : ` in ${duration((stage.endedMs ?? nowMs) - stage.beganMs)}`}`;
}

function sign(stage: StageState): string {
  if (stage.outcome !== undefined) return toneSign[outcomeTone[stage.outcome]];
  return stage.beganMs === undefined ? '·' : '›';
}

function doneInWords({ done, planned, noun, failed, again }: StageState, digits = 0): string {
  const told = [failed === 0 ? '' : `, ${failed} failed`, again === 0 ? '' : `, trying ${again} again`];
  return `${count(done).padStart(digits)} of ${counted(planned, noun)}${told.join('')}`;
}

function times(stage: StageState, nowMs: number): string {
  if (stage.beganMs === undefined && stage.endedMs !== undefined) return '';
  if (stage.beganMs === undefined) return `   about ${seconds(stage.estimatedSeconds * 1000)}`;
  if (stage.endedMs !== undefined) return `   ${duration(stage.endedMs - stage.beganMs)}`;
  return `   ${seconds(nowMs - stage.beganMs)}, ${leftInWords(stage, nowMs)}`;
}

function wholeInWords(stages: readonly StageState[], nowMs: number, sinceMs: number): string {
  const left = stages.reduce((sum, stage) => sum + Math.max(0, leftMs(stage, nowMs)), 0);
  return `${seconds(nowMs - sinceMs)} elapsed${left === 0 ? '' : `, about ${seconds(left)} left`}`;
}

function leftInWords(stage: StageState, nowMs: number): string {
  const left = leftMs(stage, nowMs);
  return left > 0 ? `about ${seconds(left)} left` : 'longer than planned';
}

function leftMs(stage: StageState, nowMs: number): number {
  if (stage.endedMs !== undefined) return 0;
  const estimate = stage.estimatedSeconds * 1000;
  return stage.beganMs === undefined ? estimate : estimate - (nowMs - stage.beganMs);
}

/** Whole seconds: tenths that run would make the eye run after them. */
function seconds(ms: number): string {
  return ms < 60_000 ? `${Math.floor(ms / 1000)} s` : duration(Math.floor(ms / 1000) * 1000);
}
