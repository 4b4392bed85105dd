import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';

/** One sample, as k6 prints it with `--out json`. */
export interface Point {
  metric: string;
  kind: MetricKind;
  /** Milliseconds since 1970, by k6's clock. */
  timeMs: number;
  value: number;
  tags: Readonly<Record<string, string>>;
  metadata: Readonly<Record<string, string>>;
}
type MetricKind = z.infer<typeof declaration>['data']['type'];

/** What k6 printed is not what it prints, or not all of it: nothing that was counted is proof. */
export class StreamFlaw extends Error {
  override name = 'StreamFlaw';
}

export interface StreamReader {
  feed: (chunk: Buffer) => void;
  /** @throws StreamFlaw when the last line has no end. */
  end: () => void;
}

// k6's own lines have some hundred characters; a script may tag at length.
const longestLine = 1024 * 1024;

// k6 declares each metric before its first sample.
const declaration = z.object({
  type: z.literal('Metric'),
  metric: z.string().min(1),
  data: z.object({ type: z.enum(['counter', 'gauge', 'rate', 'trend']) }),
});

const texts = z.record(z.string(), z.string());

/**
 * Reads k6's lines as they come, in whatever pieces, and keeps none. Lines of metrics that nobody wants are not taken
 * apart: nine of ten are such. Whatever cannot be read is a flaw, since it may have been a sample that counts.
 *
 * @returns a reader whose `feed` throws StreamFlaw
 */
export function readStream(wants: (metric: string) => boolean, take: (point: Point) => void): StreamReader {
  const decoder = new StringDecoder('utf8');
  const kinds = new Map<string, MetricKind>();
  let rest = '';

  const readLine = (line: string): void => {
    if (isUnwanted(line)) return;
    const parsed = parse(line);
    if (parsed['type'] === 'Metric') {
      const { metric, data } = declaration.parse(parsed);
      kinds.set(metric, data.type);
      return;
    }
    take(pointOf(parsed, kinds));
  };

  const isUnwanted = (line: string): boolean => {
    if (!line.startsWith(pointBegins) || !line.endsWith('}}')) return false;
    const metric = line.slice(pointBegins.length, line.indexOf('"', pointBegins.length));
    return kinds.has(metric) && !wants(metric) && line.startsWith(pointGoesOn, pointBegins.length + metric.length);
  };

  const readLines = (text: string): void => {
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      const line = text.slice(from, end);
      from = end + 1;
      try {
        readLine(line);
      } catch (error) {
        throw new StreamFlaw(`k6 printed what is no sample: ${line.slice(0, 200)} (${reasonOf(error)})`);
      }
    }
    rest = text.slice(from);
    if (rest.length > longestLine) throw new StreamFlaw(`k6 printed a line of more than ${longestLine} characters`);
  };

  return {
    feed: (chunk) => readLines(rest + decoder.write(chunk)),
    end: () => {
      const left = rest + decoder.end();
      if (left !== '') throw new StreamFlaw(`what k6 printed ends within a line: ${left.slice(0, 200)}`);
    },
  };
}

const pointBegins = '{"metric":"';
const pointGoesOn = '","type":"Point","data":{"time":"';

function parse(line: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('no object');
  return parsed as Record<string, unknown>;
}

// By hand: a schema would cost more than all the rest, thousands of times a second.
function pointOf({ type, metric, data }: Record<string, unknown>, kinds: ReadonlyMap<string, MetricKind>): Point {
  if (type !== 'Point' || typeof metric !== 'string') throw new Error('neither a metric nor a point');
  const kind = kinds.get(metric);
  if (kind === undefined) throw new Error(`${metric} was never declared`);
  if (typeof data !== 'object' || data === null) throw new Error('no data');
  const { time, value, tags, metadata } = data as Record<string, unknown>;
  const timeMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  if (!Number.isFinite(timeMs)) throw new Error('no time');
  if (typeof value !== 'number') throw new Error('no value');
  return { metric, kind, timeMs, value, tags: textsOf(tags), metadata: textsOf(metadata) };
}

const none: Readonly<Record<string, string>> = {};

function textsOf(given: unknown): Readonly<Record<string, string>> {
  if (given === undefined || given === null) return none;
  if (typeof given !== 'object') throw new Error('tags are no object');
  for (const name in given) if (typeof (given as Record<string, unknown>)[name] !== 'string') texts.parse(given);
  return given as Record<string, string>;
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
  return error instanceof Error ? error.message : String(error);
}
