import { SetupError } from '../../records/setup-error.js';
import { RefusedError, type Hear } from './handle.js';
import type { Supervisor } from './index.js';
import type { Exit } from './messages.js';

export interface Question {
  /** Of its log file. Questions that are asked side by side and need telling apart have names of their own. */
  name: string;
  command: [string, ...string[]];
  cwd: string;
  /** On top of the caller's environment. */
  env?: Record<string, string>;
  limitMs: number;
  /** Called every ten seconds while it goes on, with the seconds it has taken. */
  heartbeat?: (seconds: number) => void;
}

export interface Answer {
  /** Its own exit code; null: it could not be started, was ended by a signal, or had no end within its limit. */
  code: number | null;
  /** Raw and whole. */
  stdout: string;
  /** Raw; its last 64 Ki characters. */
  stderr: string;
  /** How it ended, for a sentence: `exit 1`, `ended by SIGKILL`, `no end within 60 s`. */
  ending: string;
}

const heartbeatMs = 10_000;
/** From Ctrl-C to harder words, for who is over its limit. */
const graceMs = 2000;
/** More than any answer is long, and little enough to be kept. */
const stdoutLimit = 16 * 1024 * 1024;
const stderrTail = 64 * 1024;

/**
 * Runs a command to its end, under the supervisor: whatever becomes of the engine, the command ends with it.
 * @throws {SetupError} for one that prints without end, or when the supervisor is lost
 */
export async function ask(supervisor: Pick<Supervisor, 'start'>, question: Question): Promise<Answer> {
  const { name, command, cwd, env = {}, limitMs } = question;
  const started = performance.now();
  const heard = { stdout: '', stderr: '' };
  let onFlood: () => void = () => undefined;
  const flood = new Promise<void>((done) => (onFlood = done));
  const hear: Hear = (stream, text) => {
    if (stream === 'stderr') heard.stderr = (heard.stderr + text).slice(-stderrTail);
    else if (heard.stdout.length < stdoutLimit) heard.stdout += text;
    else onFlood();
  };
  const answer = (code: number | null, ending: string): Answer => ({ code, ...heard, ending });
  let beat: NodeJS.Timeout | undefined;
  let limit: NodeJS.Timeout | undefined;
  try {
    const child = await supervisor.start({ name, command, cwd, env }, hear);
    const elapsed = () => Math.round((performance.now() - started) / 1000);
    beat = setInterval(() => question.heartbeat?.(elapsed()), heartbeatMs);
    const isOver = new Promise<void>((done) => (limit = setTimeout(done, limitMs)));
    const ended = await Promise.race([
      child.exited,
      isOver.then(() => 'over' as const),
      flood.then(() => 'flood' as const),
    ]);
    if (typeof ended === 'object') return answer(ended.code, endingOf(ended));
    await child.stop({ graceMs });
    if (ended === 'over') return answer(null, `no end within ${limitMs / 1000} s`);
  } catch (error) {
    if (error instanceof RefusedError) return answer(null, error.message);
    throw new SetupError(error instanceof Error ? error.message : String(error));
  } finally {
    clearInterval(beat);
    clearTimeout(limit);
  }
  throw new SetupError(`${command.join(' ')} printed more than ${stdoutLimit} characters and was stopped.`);
}

function endingOf({ code, signal }: Exit): string {
  return signal === null ? `exit ${code}` : `ended by ${signal}`;
}
