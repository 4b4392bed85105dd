import type { Exit, FromEngine, FromSupervisor, Stream } from './messages.js';
import { within } from './within.js';

export interface Child {
  name: string;
  pid: number;
  /** Its stdout and stderr, redacted. */
  outputPath: string;
  /** Settles when it and everything it started is gone; rejects only when the supervisor is lost. */
  exited: Promise<Exit>;
  /** SIGINT to its process group, after the grace SIGTERM, then SIGKILL; settles when it is gone. */
  stop: (options: { graceMs: number }) => Promise<Exit>;
  /** Calls back with every line of stdout, those already printed first. They are *not* redacted. */
  lines: (onLine: (line: string) => void) => void;
}

/** The engine's end of one child. */
export interface Handle {
  started: Promise<Child>;
  hear: (message: Extract<FromSupervisor, { id: number }>) => void;
  lose: (error: Error) => void;
  /** Its process group, while it may still be alive. */
  group: () => number[];
}

/** A command that cannot be started: it is not there, or its folder is not. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** Hears what a child prints, as it is: *not* redacted. */
export type Hear = (stream: Stream, text: string) => void;

/** What the supervisor may take beyond the grace: SIGTERM, SIGKILL, those left behind, the last output. */
const stopLimitMs = 15_000;

export function childHandle(id: number, name: string, tell: (message: FromEngine) => void, hear?: Hear): Handle {
  let pid: number | undefined;
  const listeners: ((line: string) => void)[] = [];
  let onExit: (exit: Exit) => void;
  let onLost: (error: Error) => void;
  const exited = new Promise<Exit>((done, fail) => {
    onExit = done;
    onLost = fail;
  });
  // Somebody who never asks how a child ended must not be killed by the answer.
  exited.catch(() => undefined);
  let onStarted: (child: Child) => void;
  let onRefused: (error: Error) => void;
  const started = new Promise<Child>((done, fail) => {
    onStarted = done;
    onRefused = fail;
  });
  const child = (its: { pid: number; outputPath: string }): Child => ({
    ...its,
    name,
    exited,
    stop: ({ graceMs }) => {
      tell({ type: 'stop', id, graceMs });
      return within(graceMs + stopLimitMs, exited, `${name} (process ${its.pid}) could not be stopped`);
    },
    lines: (onLine) => {
      listeners.push(onLine);
      tell({ type: 'lines', id });
    },
  });
  return {
    started,
    hear: (message) => {
      if (message.type === 'started') {
        pid = message.pid;
        onStarted(child({ pid, outputPath: message.outputPath }));
      } else if (message.type === 'refused') {
        onRefused(new RefusedError(`could not be started: ${message.message}`));
      } else if (message.type === 'lines') {
        for (const line of message.lines) for (const listener of listeners) listener(line);
      } else if (message.type === 'said') {
        hear?.(message.stream, message.text);
      } else {
        pid = undefined;
        onExit(message.exit);
      }
    },
    lose: (error) => {
      onLost(error);
      onRefused(error);
    },
    group: () => (pid === undefined ? [] : [pid]),
  };
}
