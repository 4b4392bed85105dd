import { z } from 'zod';

/** What k6's log tells that no sample does. */
export type Told =
  | { kind: 'exception' }
  | { kind: 'unsent'; place: string; leavesNoSample: boolean }
  /** A sample that its JSON output could not write. */
  | { kind: 'lost'; words: string };

const entry = z.object({
  level: z.string(),
  msg: z.string(),
  error: z.string().optional(),
  scenario: z.string().optional(),
  executor: z.string().optional(),
  output: z.string().optional(),
});

/**
 * Reads one line of k6's log (`--log-format json`). k6 counts an iteration that threw as complete, emits no metric for it
 * and exits 0 (grafana/k6#6480): the line of its scenario's executor is the only sign. A script's own console carries
 * neither field.
 *
 * @returns what it tells, and the line in words; a line that is no entry says nothing, and stays as it is
 */
export function readLog(line: string): { told: Told | undefined; words: string } {
  const read = entry.safeParse(jsonOf(line));
  if (!read.success) return { told: undefined, words: line };
  const { level, msg, error } = read.data;
  return { told: toldBy(read.data), words: `${level}: ${msg}${error === undefined ? '' : `: ${error}`}` };
}

function toldBy({ level, msg, error, scenario, executor, output }: z.infer<typeof entry>): Told | undefined {
  if (level === 'error' && output === 'json') return { kind: 'lost', words: msg };
  if (level === 'error' && scenario !== undefined && executor !== undefined) return { kind: 'exception' };
  if (level !== 'warning' || msg !== 'Request Failed' || error === undefined) return undefined;
  if (error.startsWith('invalid URL')) return { kind: 'unsent', place: error, leavesNoSample: true };
  const place = placeOf(error);
  return place === undefined ? undefined : { kind: 'unsent', place, leavesNoSample: false };
}

/** `Get "https://api.example.com/pay?by=card": IP (…) is in a blacklisted range (…)`, as Go's url.Error says it. */
function placeOf(error: string): string | undefined {
  const asked = /^\w+ ("(?:[^"\\]|\\.)*"): (.*)$/s.exec(error);
  const address: unknown = asked?.[1] === undefined ? undefined : jsonOf(asked[1]);
  if (typeof address !== 'string') return undefined;
  const to = address.split('?')[0] ?? '';
  if (to === '') return 'an empty address';
  const host = URL.canParse(to) ? new URL(to).hostname : '';
  if (host === '') return to;
  return /is in a (blacklisted range|blocked pattern) \(/.test(asked?.[2] ?? '') ? host : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
