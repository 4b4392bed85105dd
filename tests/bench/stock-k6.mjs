/**
 * How fast the samples of a k6 without gonogo's extension are read, and in how much memory: `node --expose-gc
 * tests/bench/stock-k6.mjs [lines]`. Lines are those that k6 v2.2.0 prints for one request in an iteration; the reader
 * does with them what it does in a run. Exit 3: it counted otherwise.
 */
import { parseLimit } from '../../dist/records/limit-expression.js';
import { startRecorder } from '../../dist/tools/k6/stock/recorder.js';
import { readStream } from '../../dist/tools/k6/stock/stream.js';

const wanted = Number(process.argv[2] ?? 1_000_000);
const timings = ['blocked', 'connecting', 'tls_handshaking', 'sending', 'waiting', 'receiving'].map(
  (of) => `http_req_${of}`,
);
const ofRequest = ['http_reqs', 'http_req_duration', ...timings, 'http_req_failed'];
const ofIteration = ['data_sent', 'data_received', 'iteration_duration', 'iterations'];
const kinds = {
  http_reqs: 'counter',
  iterations: 'counter',
  data_sent: 'counter',
  data_received: 'counter',
  http_req_failed: 'rate',
};

const declared = [...ofRequest, ...ofIteration].map((metric) =>
  JSON.stringify({
    type: 'Metric',
    data: { name: metric, type: kinds[metric] ?? 'trend', contains: 'default', thresholds: [], submetrics: null },
    metric,
  }),
);

const startedAtMs = Date.parse('2026-11-20T12:00:00.000Z');

/** All that k6 prints of one iteration; the 1500 of each second have 20 names and a hundred durations. */
function* iteration(at) {
  const time = new Date(startedAtMs + Math.floor(at / 1.5)).toISOString().replace('Z', '123456Z');
  const group = { group: '', scenario: 'rush' };
  const request = {
    ...{
      expected_response: 'true',
      group: '',
      method: 'GET',
      name: `step ${at % 20}`,
      proto: 'HTTP/1.1',
      scenario: 'rush',
    },
    ...{ status: '200', url: `http://127.0.0.1:41234/step/${at % 20}` },
  };
  const point = (metric, value, tags) => JSON.stringify({ metric, type: 'Point', data: { time, value, tags } });
  for (const metric of ofRequest)
    yield point(
      metric,
      metric === 'http_req_failed' ? 0 : metric === 'http_reqs' ? 1 : 1 + (at % 100) * 3.217,
      request,
    );
  for (const metric of ofIteration) yield point(metric, metric === 'iterations' ? 1 : 88, group);
}

const linesOfIteration = ofRequest.length + ofIteration.length;
const limits = [
  ['http_req_duration', 'p(95)<500'],
  ['http_req_duration{name:step 3}', 'p(99)<300'],
  ['http_req_failed', 'rate<0.01'],
].map(([key, expression]) => ({ key, limit: parseLimit(key, expression) }));
const recorder = startRecorder(limits, startedAtMs);
const reader = readStream(recorder.wants, recorder.add);

reader.feed(Buffer.from(`${declared.join('\n')}\n`));
const pieceBytes = 64 * 1024;
let [iterations, lines, ms] = [0, 0, 0];
const memory = [];
while (lines < wanted) {
  const texts = [];
  for (let i = 0; i < 1000; i += 1) texts.push(...iteration(iterations++));
  const bytes = Buffer.from(`${texts.join('\n')}\n`);
  const began = performance.now();
  for (let from = 0; from < bytes.length; from += pieceBytes) reader.feed(bytes.subarray(from, from + pieceBytes));
  ms += performance.now() - began;
  lines += texts.length;
  if (memory.length < Math.floor((lines / wanted) * 10)) {
    globalThis.gc?.();
    memory.push(process.memoryUsage().heapUsed / 2 ** 20);
  }
}
reader.end();
const { requests, limits: counted } = recorder.figures();
const inWords = (number) => Math.round(number).toLocaleString('en');
console.log(
  `${inWords(lines)} lines (${inWords(lines / linesOfIteration)} requests) in ${(ms / 1000).toFixed(1)} s: ${inWords((lines / ms) * 1000)} a second`,
);
console.log(`live heap after each tenth, in MB: ${memory.map((mb) => mb.toFixed(1)).join(' ')}`);
if (globalThis.gc === undefined) console.log('(with garbage: run node --expose-gc)');
if (requests !== iterations || counted[0]?.samples !== iterations) {
  console.error(`it counted ${requests} of ${iterations} requests`);
  process.exitCode = 3;
}
