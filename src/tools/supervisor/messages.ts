/** What the engine and its supervisor say to each other over IPC. */

export interface Household {
  runId: string;
  runDir: string;
  tempDir: string;
  /** What every child's environment begins with. */
  env: Record<string, string>;
  secrets: string[];
}

export interface ChildOrder {
  id: number;
  name: string;
  command: string[];
  cwd: string;
  env: Record<string, string>;
  /** Cores it may use, where the system can be told. */
  pin?: number[];
  /** All that it prints goes to the engine as well, as it is. */
  isHeard?: boolean;
}

export type Stream = 'stdout' | 'stderr';

export interface Exit {
  code: number | null;
  signal: string | null;
  durationMs: number;
}

/** Processor time of a run that is over. */
export interface ProcessorTime {
  /** The supervisor's own process. */
  ownMs: number;
  /** All that ran under it and was waited for, less the inquiries; absent where the system does not say. */
  childrenMs?: number;
  /** Those children that were heard: questions to tools. */
  inquiriesMs?: number;
}

export type FromEngine =
  | { type: 'open'; household: Household }
  | { type: 'start'; order: ChildOrder }
  | { type: 'stop'; id: number; graceMs: number }
  | { type: 'lines'; id: number }
  | { type: 'secrets'; secrets: string[] }
  | { type: 'close' };

export type FromSupervisor =
  | { type: 'ready' }
  | { type: 'started'; id: number; pid: number; outputPath: string }
  | { type: 'refused'; id: number; message: string }
  | { type: 'lines'; id: number; lines: string[] }
  | { type: 'said'; id: number; stream: Stream; text: string }
  | { type: 'exited'; id: number; exit: Exit }
  | { type: 'closed'; leftBehind: string[]; used: ProcessorTime };
