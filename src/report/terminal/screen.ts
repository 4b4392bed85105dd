import type { StageState } from './progress-lines.js';

/** stdout or stderr, or what stands in for them. */
export type ProgressStream = { write(text: string): unknown; isTTY?: boolean; columns?: number; rows?: number };

/** How the news is shown: painted over, or appended. */
export type Screen = {
  note(line: string): void;
  changed(stage: StageState, what: 'begun' | 'again' | 'failed' | 'counted' | 'ended'): void;
  close(): void;
};
