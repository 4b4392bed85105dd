import { describe, expect, it } from 'vitest';
import { logEntry } from './log-entry.js';

const at = Date.parse('2026-11-21T16:00:00.120Z');
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('the moment of a line', () => {
  it.each([
    ['2026-11-21T16:00:00.120Z ERROR boom'],
    ['2026-11-21 17:00:00,120+01:00 ERROR boom'],
    ['2026/11/21 16:00:00.120 [error] 7#7: boom'],
    ['{"time":"2026-11-21T16:00:00.120Z","level":"error","msg":"boom"}'],
    ['{"ts":1795276800.12,"level":"error","msg":"boom"}'],
    ['{"time":1795276800120,"level":50,"msg":"boom"}'],
    ['{"timestamp":"1795276800120000000","severity":"ERROR","message":"boom"}'],
  ])('is read from %s', (line) => expect(logEntry(line)).toMatchObject({ at, isError: true }));

  it('is read from an access log', () => {
    expect(logEntry('10.0.0.1 - - [21/Nov/2026:17:00:00 +0100] "GET / HTTP/1.1" 200 12')?.at).toBe(at - 120);
  });

  it.each([
    ['ERROR boom'],
    ['{"level":"error","msg":"boom"}'],
    ['Nov 21 16:00:00 shop ERROR boom'],
    ['{"time":12,"msg":"x"}'],
  ])('is unknown in %s', (line) => expect(logEntry(line)).toMatchObject({ at: undefined }));
});

describe('an error', () => {
  it.each([
    ['2026-11-21T16:00:00Z CRITICAL disk'],
    ['[error] 7#7: upstream timed out'],
    ['ts=1 level=error msg=x'],
    ['TypeError: x is not a function'],
    ['Traceback (most recent call last):'],
    ['panic: runtime error'],
    ['{"level":60,"msg":"x"}'],
    ['{"severity":"EMERGENCY","message":"x"}'],
    ['{"level":"info","status":502,"method":"GET","url":"/p/1"}'],
    ['{"http":{"response":{"status_code":500}},"url":{"path":"/p"}}'],
    ['10.0.0.1 - - [21/Nov/2026:16:00:00 +0000] "GET /p/1 HTTP/1.1" 503 0 "-" "curl"'],
  ])('is %s', (line) => expect(logEntry(line)).toMatchObject({ isError: true }));

  it.each([
    ['2026-11-21T16:00:00Z WARN retrying after Error: boom'],
    ['INFO 0 errors, ERROR pages are cached'],
    ['{"level":"warn","msg":"Error: boom"}'],
    ['{"level":30,"msg":"x"}'],
    ['{"level":"info","status":404}'],
    ['10.0.0.1 - - [21/Nov/2026:16:00:00 +0000] "GET /error HTTP/1.1" 404 500 "-" "ERROR"'],
    ['the terror: none'],
  ])('is none: %s', (line) => expect(logEntry(line)).toMatchObject({ isError: false }));

  it('says which request it answered', () => {
    expect(logEntry('{"status":502,"method":"GET","url":"/p/1"}')?.message).toBe('GET /p/1 answered 502');
    expect(logEntry('{"status":500,"method":"GET","path":"/p","err":{"message":"boom"}}')?.message).toBe(
      'GET /p: boom',
    );
    expect(logEntry('h - - [21/Nov/2026:16:00:00 +0000] "PUT /x HTTP/1.1" 500 0')?.message).toBe('PUT /x answered 500');
  });
});

it.each([[''], ['    at f (x.js:1:2)'], ['Caused by: java.lang.Error: x'], ['\t... 3 more'], ['}']])(
  '%j belongs to the line before it',
  (line) => expect(logEntry(line)).toBeUndefined(),
);

it('names the trace and the test of the request', () => {
  const userAgent = 'Chrome/1 test/journeys/guest-checkout.spec.ts:3 gonogo/1 run/x';
  const traces = ['0af7651916cd43dd8448eb211c80319c'];
  expect(logEntry(JSON.stringify({ headers: { traceparent, 'user-agent': userAgent } }))).toMatchObject({
    ...{ traces, test: 'journeys/guest-checkout.spec.ts:3' },
  });
  expect(logEntry(`ERROR boom traceparent=${traceparent}`)).toMatchObject({ traces });
  expect(logEntry(JSON.stringify({ trace_id: traces[0] }))).toMatchObject({ traces });
  expect(logEntry(JSON.stringify({ trace_id: '0'.repeat(32) }))).toMatchObject({ traces: [] });
});
