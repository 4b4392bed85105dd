import type { Painter } from './colour.js';
import type { ProgressStream, Screen } from './screen.js';
import { endInWords, stageInWords, type StageState } from './progress-lines.js';
import { counted } from '../text/quantities.js';
import { outcomeTone } from '../text/words.js';

/** CI systems end a job that is silent for long, and people do too. */
const heartbeatMs = 15_000;

type Log = {
  readonly stream: ProgressStream;
  readonly states: readonly StageState[];
  readonly now: () => number;
  readonly paint: Painter;
};

/** Lines that are only appended; after 15 s without one, a word on what is going on. */
export function openLog({ stream, states, now, paint }: Log): Screen {
  const sinceMs = now();
  let heartbeat: NodeJS.Timeout | undefined;

  const write = (line: string): void => {
    stream.write(`${line}\n`);
    clearTimeout(heartbeat);
    heartbeat = setTimeout(beat, heartbeatMs);
    heartbeat.unref();
  };
  const beat = (): void => {
    const going = states.filter(({ beganMs, endedMs }) => beganMs !== undefined && endedMs === undefined);
    const words = going.map((state) => stageInWords(state, now()));
    write(`… ${words.length === 0 ? `${Math.floor((now() - sinceMs) / 1000)} s elapsed` : words.join('; ')}`);
  };
  heartbeat = setTimeout(beat, heartbeatMs);
  heartbeat.unref();

  /** What was last said of a stage that failed: its end says it again only if it has come further since. */
  const failures = new Map<string, string>();

  return {
    note: write,
    changed: (stage, what) => {
      const words = stageInWords(stage, now());
      if (what === 'begun')
        write(
          `› ${stage.id}: ${counted(stage.planned, stage.noun)} planned, about ${Math.round(stage.estimatedSeconds)} s`,
        );
      if (what === 'again') write(paint('unsure', `? ${words}`));
      if (what === 'failed') {
        failures.set(stage.id, words);
        write(paint('bad', `✗ ${words}`));
      }
      if (what === 'ended' && !(stage.outcome === 'failed' && failures.get(stage.id) === words))
        write(paint(stage.outcome === undefined ? 'dim' : outcomeTone[stage.outcome], endInWords(stage, now())));
    },
    close: () => clearTimeout(heartbeat),
  };
}
