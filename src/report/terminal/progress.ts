import type { Outcome } from '../../records/check.js';
import { oneLine } from '../text/visible.js';
import { painter, wantsColour } from './colour.js';
import { harmless } from './harmless.js';
import { openLog } from './log.js';
import type { StageState } from './progress-lines.js';
import { openRegion } from './region.js';
import type { ProgressStream } from './screen.js';

export type ProgressStage = Pick<StageState, 'id' | 'planned' | 'noun' | 'estimatedSeconds'>;

export type ProgressOptions = {
  readonly stream: ProgressStream;
  readonly stages: readonly ProgressStage[];
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

/** How far a stage is, and when that was, in milliseconds before now. */
export type StageSeen = {
  readonly done: number;
  readonly failed: number;
  readonly again: number;
  /** A part of it began then: a stage that nobody began has begun with its first part. */
  readonly beganAgoMs?: number;
  /** All that is planned of it was done then. */
  readonly doneAgoMs?: number;
};

/** What a run tells while it goes. `close` gives the terminal back; whatever comes later is not shown. */
export type Progress = {
  note(line: string): void;
  begin(stageId: string): void;
  update(stageId: string, seen: StageSeen): void;
  end(stageId: string, outcome: Outcome): void;
  close(): void;
};

const atFirst = { done: 0, failed: 0, again: 0 };

/** On a terminal a region that is painted over; anywhere else lines that are only appended, with a heartbeat. */
export function openProgress({ stream, stages, now, environment = process.env }: ProgressOptions): Progress {
  const states: StageState[] = stages.map((stage) => ({ ...stage, ...atFirst }));
  const live = stream.isTTY === true && environment['TERM'] !== 'dumb';
  const paint = painter(wantsColour(stream, environment));
  const screen = live ? openRegion({ stream, states, now, paint }) : openLog({ stream, states, now, paint });
  let closed = false;

  /** Progress is told, never judged: a stage nobody announced gets a row rather than ending the run. */
  const stateOf = (id: string): StageState => {
    const known = states.find((state) => state.id === id);
    if (known !== undefined) return known;
    const added: StageState = { id, planned: 0, noun: 'check', estimatedSeconds: 0, ...atFirst };
    states.push(added);
    return added;
  };
  const whileOpen = (act: () => void): void => {
    if (!closed) act();
  };

  return {
    note: (line) => whileOpen(() => screen.note(harmless(oneLine(line, 2000)))),
    begin: (id) =>
      whileOpen(() => {
        const state = stateOf(id);
        state.beganMs = now();
        screen.changed(state, 'begun');
      }),
    update: (id, { done, failed, again, beganAgoMs, doneAgoMs }) =>
      whileOpen(() => {
        const state = stateOf(id);
        const news = failed > state.failed ? 'failed' : again > state.again ? 'again' : 'counted';
        const isFirst = state.beganMs === undefined && beganAgoMs !== undefined;
        if (beganAgoMs !== undefined) state.beganMs = Math.min(state.beganMs ?? Infinity, now() - beganAgoMs);
        if (isFirst) screen.changed(state, 'begun');
        Object.assign(state, { done, failed, again, endedMs: doneAgoMs === undefined ? undefined : now() - doneAgoMs });
        screen.changed(state, news);
      }),
    end: (id, outcome) =>
      whileOpen(() => {
        const state = stateOf(id);
        Object.assign(state, { outcome, again: 0, endedMs: state.endedMs ?? now() });
        screen.changed(state, 'ended');
      }),
    close: () =>
      whileOpen(() => {
        closed = true;
        screen.close();
      }),
  };
}
