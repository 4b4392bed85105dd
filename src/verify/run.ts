import { tmpdir } from 'node:os';
import path from 'node:path';
import { secretsRead } from '../define-config.js';
import { redactFolder, redactor, type Redact } from '../tools/redact.js';
import type { Place, VerifyOptions } from '../options.js';
import { readVerdict } from '../run-folder/files.js';
import { unjudged, type Judged } from '../run-folder/judge.js';
import { keepLatest } from '../run-folder/latest.js';
import { endingOf, unfinishedVerdict, type Ending } from '../verdict/unfinished.js';
import { version } from '../version.js';
import { startClock, type Clock } from './timings.js';

/** A run under way: where it is kept, what must not be written, and whether somebody wants it to stop. */
export interface Run {
  id: string;
  dir: string;
  /** Temporary files of all its children: removed with them. */
  temp: string;
  options: VerifyOptions;
  startedAt: string;
  elapsedMs(): number;
  /** Where its time goes. */
  clock: Clock;
  userAgent: string;
  /** Aborted by SIGINT or SIGTERM; the reason is the signal's name. */
  stop: AbortSignal;
  say(line: string): void;
  redact(text: string): string;
  /** Values that came to light during the run, such as the login wall's password. */
  keepSecret(value: string): void;
  secrets(): string[];
  /** Takes secrets out of what tools wrote by themselves; says which files it could not clean. */
  sweep(): void;
  /** Runs the story; whatever it throws becomes a verdict that says so. */
  toTheEnd(story: () => Promise<Judged>): Promise<Judged>;
}

/** Takes over the run that the plain-Node entry opened, and the signals. */
export function openRun(options: VerifyOptions, place: Place): Run {
  if (place.run === undefined) throw new Error('verify was started without its first verdict on disk');
  const { id, dir } = place.run;
  const { startedAt } = readVerdict(dir);
  const begun = performance.now() - Math.max(0, Date.now() - Date.parse(startedAt));
  const stop = stopSignal();
  const later = new Set<string>();
  const secrets = (): string[] => [...new Set([...secretsRead().values(), ...later])];
  let made: { key: string; redact: Redact } | undefined;
  // Asked for with every text that is written, and made anew only when another secret came to light.
  const cleaner = (): Redact => {
    const key = secrets().join('\0');
    if (made?.key !== key) made = { key, redact: redactor(secrets()) };
    return made.redact;
  };
  const unfinished = (ending: Ending): Judged => {
    const { profile } = options;
    const now = new Date().toISOString();
    return unjudged(dir, unfinishedVerdict({ gonogo: version, runId: id, profile, startedAt, now, ending }));
  };

  const say = (line: string): void => void process.stderr.write(`gonogo: ${line}\n`);

  return {
    id,
    dir,
    temp: path.join(tmpdir(), `gonogo-${id}`),
    options,
    startedAt,
    elapsedMs: () => performance.now() - begun,
    clock: startClock(),
    userAgent: `gonogo/${version} run/${id}`,
    stop,
    say,
    redact: (text) => cleaner()(text),
    keepSecret: (value) => void later.add(value),
    secrets,
    sweep() {
      const { held, failed } = redactFolder(dir, redactor(secrets()));
      for (const file of held) say(`${file} holds a secret in a form that cannot be taken out: do not share it`);
      for (const { path: file, message } of failed) say(`${file} could not be searched for secrets: ${message}`);
    },
    async toTheEnd(story) {
      const judged = await story().then(
        (judged) => (stop.aborted ? unfinished({ kind: 'interrupted', signal: nameOf(stop) }) : judged),
        (error: unknown) => unfinished(stop.aborted ? { kind: 'interrupted', signal: nameOf(stop) } : endingOf(error)),
      );
      const message = keepLatest(dir, say);
      // A pipeline would read something else, so it must not go on.
      const isLost = message !== undefined && ['GO', 'AWAITING-APPROVAL'].includes(judged.verdict.verdict);
      return isLost
        ? unfinished({ kind: 'setup-failed', message, reasonCode: 'setup-failed', attribution: 'harness' })
        : judged;
    },
  };
}

/** A second Ctrl-C changes nothing: stopping is under way, and it has its limits. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort(signal));
  return stop.signal;
}

function nameOf(stop: AbortSignal): 'SIGINT' | 'SIGTERM' {
  return stop.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT';
}
