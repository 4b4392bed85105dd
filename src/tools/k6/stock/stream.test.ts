import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStream, StreamFlaw, type Point } from './stream.js';

const declared = (metric: string, type: string): string =>
  JSON.stringify({
    type: 'Metric',
    data: { name: metric, type, contains: 'default', thresholds: [], submetrics: null },
    metric,
  });

function point(metric: string, value: number, tags: Record<string, string> | null = {}, ms = 0): string {
  const time = `2026-11-20T12:00:00.${String(ms).padStart(3, '0')}456789+01:00`;
  return JSON.stringify({ metric, type: 'Point', data: { time, value, tags } });
}

const lines = [
  declared('http_reqs', 'counter'),
  point('http_reqs', 1, { name: 'Zahlung – größer "€" \n', status: '200' }, 1),
  declared('http_req_blocked', 'trend'),
  point('http_req_blocked', 0.25, { name: 'pay' }),
  declared('vus', 'gauge'),
  point('vus', 3, null, 999),
];
const text = `${lines.join('\n')}\n`;
const wants = (metric: string): boolean => ['http_reqs', 'vus'].includes(metric);

function read(chunks: readonly Buffer[]): Point[] {
  const points: Point[] = [];
  const reader = readStream(wants, (one) => points.push(one));
  chunks.forEach(reader.feed);
  reader.end();
  return points;
}

test('reads samples with their kind, time and tags, and leaves out those that nobody wants', () => {
  const at = Date.parse('2026-11-20T11:00:00.000Z');
  const none = { metadata: {} };
  expect(read([Buffer.from(text)])).toEqual([
    {
      metric: 'http_reqs',
      kind: 'counter',
      timeMs: at + 1,
      value: 1,
      tags: { name: 'Zahlung – größer "€" \n', status: '200' },
      ...none,
    },
    { metric: 'vus', kind: 'gauge', timeMs: at + 999, value: 3, tags: {}, ...none },
  ]);
});

test('reads the same however the lines are cut into pieces, within a character too', () => {
  const bytes = Buffer.from(text);
  const whole = read([bytes]);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      expect(read(at.slice(1).map((end, i) => bytes.subarray(at[i], end)))).toEqual(whole);
    }),
  );
});

test('never takes a stream that ends within a line for a whole one', () => {
  const bytes = Buffer.from(text);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (length) => {
      const cut = bytes.subarray(0, length);
      if (cut.at(-1) === 10 || length === 0) expect(read([cut]).length).toBeLessThanOrEqual(2);
      else expect(() => read([cut])).toThrow(StreamFlaw);
    }),
  );
});

test('takes no line for a sample that lost a part of itself, wanted or not', () => {
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.nat(), fc.integer({ min: 1, max: 400 }), (which, from, length) => {
      const line = lines[which] ?? '';
      const at = from % line.length;
      const broken = line.slice(0, at) + line.slice(at + length);
      const readBroken = (): Point[] => read([Buffer.from(`${lines.with(which, broken).join('\n')}\n`)]);
      try {
        const points = readBroken();
        // What is left may be a line that k6 could have written, with another value, time or tag: then no sample is gone.
        expect(points).toHaveLength(2);
      } catch (error) {
        expect(error).toBeInstanceOf(StreamFlaw);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['words', 'running (00m01.0s), 2/2 VUs'],
  ['an empty line', ''],
  ['a number', '7'],
  ['a list', '[]'],
  ['a sample of a metric that was never declared, wanted or not', point('http_rqs', 1)],
  ['a sample without its value', point('vus', 1).replace('"value":1', '"worth":1')],
  ['a value that is no number', point('vus', 1).replace('"value":1', '"value":"1"')],
  ['a time that is none', point('vus', 1).replace('2026-11-20T12', 'noon')],
  ['tags that are no words', point('vus', 1).replace('"tags":{}', '"tags":{"status":200}')],
  ['a metric of a kind that k6 does not have', declared('more', 'histogram')],
  ['an unknown kind of line', point('vus', 1).replace('"Point"', '"Dot"')],
])('refuses %s', (_, line) => {
  expect(() => read([Buffer.from(`${text}${line}\n`)])).toThrow(StreamFlaw);
});

test('holds no line without end', () => {
  const reader = readStream(wants, () => undefined);
  const piece = Buffer.alloc(64 * 1024, 'x');
  expect(() => {
    for (let i = 0; i < 1000; i += 1) reader.feed(piece);
  }).toThrow('a line of more than');
});
