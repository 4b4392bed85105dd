import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandOutput } from '../../tools/command-output.js';
import { startWebServer } from '../parity/web-server.test-data.js';
import type { LogSource } from './log-source.js';
import { serverErrors, type ServerErrorsAsked } from './server-errors.js';

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gonogo-server-errors-'));
  file = join(dir, 'shop.log');
});
afterEach(() => rmSync(dir, { recursive: true }));

const trace = '0af7651916cd43dd8448eb211c80319c';
const checksAt = new Map([['journeys/pay.spec.ts:3', ['journeys/pay']]]);
const window = { from: '2026-11-21T16:00:00.000Z', to: '2026-11-21T16:05:00.000Z', checksAt };
const line = (time: string, more: object = {}) =>
  JSON.stringify({ time: `2026-11-21T${time}Z`, level: 'error', msg: 'order 17 is lost', ...more });
const fine = line('16:01:00', { level: 'info', msg: 'up' });
const written = (lines: string[]) => (writeFileSync(file, `${lines.join('\n')}\n`), file);
const errorsIn = (sources: LogSource[], more: Partial<ServerErrorsAsked> = {}) =>
  serverErrors({ sources, window, ...more }, commandOutput);
const inFile = (lines: string[], more: Partial<ServerErrorsAsked> = {}) =>
  errorsIn([{ name: 'shop', file: written(lines) }], more);

describe('errors of the servers', () => {
  it('are none where the log says nothing bad in the run’s time', async () => {
    const before = line('15:59:58.500');
    const after = line('16:05:01.500');
    expect(await inFile([before, fine, after])).toMatchObject({ findings: [], groups: [], entries: 1, errors: 0 });
  });

  it('are counted by what they have in common, with the first of them', async () => {
    const { findings, errors } = await inFile([
      fine,
      line('16:02:00'),
      line('16:01:30', { msg: 'order 18 is lost' }),
      '    at f (x.js:1:2)',
    ]);
    expect(errors).toBe(2);
    expect(findings).toEqual([
      {
        what: 'The log of shop has an error that nobody knows, "order <n> is lost"',
        expected: 'no error but those that are declared as known',
        actual: 'logged 2 times, first at 2026-11-21T16:01:30.000Z',
        advice: expect.stringContaining('Mend its cause'),
      },
    ]);
  });

  it('belong to the check whose request it was, by the user agent or by a trace that another line joins to it', async () => {
    const userAgent = 'x test/journeys/pay.spec.ts:3 gonogo/1 run/1';
    const access = line('16:02:00', { level: 'info', msg: 'POST /pay', userAgent, trace_id: trace });
    const { findings } = await inFile([
      access,
      line('16:02:01', { trace_id: trace }),
      line('16:02:02', { msg: 'other', userAgent }),
    ]);
    expect(findings.map(({ actual }) => actual)).toEqual([
      'logged once, first at 2026-11-21T16:02:01.000Z, during journeys/pay',
      'logged once, first at 2026-11-21T16:02:02.000Z, during journeys/pay',
    ]);
  });

  it('that are declared are known; a declaration that nothing answers to is told', async () => {
    const declared = (signature: string) => ({ signature, reason: 'the test does it', owner: 'shop' });
    const known = [declared('order * is lost'), declared('nothing')];
    const found = await inFile([line('16:02:00'), line('16:02:01', { msg: 'boom' })], { known });
    expect(found.findings.map(({ what }) => what)).toEqual([expect.stringMatching(/boom"$/)]);
    expect(found.unused).toEqual([declared('nothing')]);
  });

  it('are read from a command, an address and an OTLP file alike', async () => {
    const server = await startWebServer({
      '/log': { body: `${fine}\n${line('16:02:00')}\n` },
      '/list': { body: `[${line('16:02:00')}]` },
    });
    const nano = `${Date.parse('2026-11-21T16:02:00Z')}000000`;
    const value = (stringValue: string) => ({ stringValue });
    const logs = {
      resourceLogs: [
        {
          scopeLogs: [
            {
              logRecords: [{ timeUnixNano: nano, severityNumber: 17, body: value('order 17 is lost'), traceId: trace }],
            },
          ],
        },
      ],
    };
    const attributes = [
      { key: 'http.response.status_code', value: { intValue: '500' } },
      { key: 'user_agent.original', value: value('test/journeys/pay.spec.ts:3 gonogo/1') },
    ];
    const spans = {
      resourceSpans: [
        {
          scopeSpans: [
            { spans: [{ name: 'POST /pay', traceId: trace, endTimeUnixNano: nano, status: { code: 2 }, attributes }] },
          ],
        },
      ],
    };
    const otlp = join(dir, 'otlp.json');
    writeFileSync(otlp, `${JSON.stringify(logs)}\n${JSON.stringify(spans)}\n`);
    const { groups } = await errorsIn([
      { name: 'command', command: `cat ${written([line('16:02:00')])}` },
      { name: 'address', url: `${server.url}/log` },
      { name: 'list', url: `${server.url}/list` },
      { name: 'collector', otlp },
    ]);
    await server.stop();
    expect(groups).toMatchObject([
      {
        signature: 'order <n> is lost',
        count: 4,
        sources: ['command', 'address', 'list', 'collector'],
        checks: ['journeys/pay'],
      },
      { signature: 'POST /pay failed', count: 1, sources: ['collector'], checks: ['journeys/pay'] },
    ]);
  });

  it('that a runtime printed in between without a time happened when the line before was written', async () => {
    const found = await inFile([
      fine,
      'TypeError: x is not a function',
      '    at f (x.js:1:2)',
      line('16:09:00'),
      'TypeError: too late',
    ]);
    expect(found.groups).toMatchObject([
      { signature: 'TypeError: x is not a function', count: 1, firstAt: '2026-11-21T16:01:00.000Z' },
    ]);
  });

  it('of one log are findings, whatever another cannot tell', async () => {
    const sources = [
      { name: 'gone', file: join(dir, 'none') },
      { name: 'shop', file: written([line('16:02:00')]) },
    ];
    expect((await errorsIn(sources)).findings).toHaveLength(1);
  });

  it('are read from the end of a log that is longer than it may be', async () => {
    const old = Array.from({ length: 100 }, () => line('15:00:00', { level: 'info' }));
    const limits = { mostBytes: 400 };
    expect(await inFile([...old, line('16:02:00')], { limits })).toMatchObject({ errors: 1 });
    const cut = `${'x'.repeat(500)} 2026-11-21T16:02:00Z ERROR of a line that is cut through`;
    expect(await inFile([cut, ...old.slice(0, 3), fine], { limits })).toMatchObject({ errors: 0 });
  });
});

describe('a log proves nothing', () => {
  const refused = (of: Promise<unknown>, reasonCode: string, words: RegExp) =>
    expect(of).rejects.toMatchObject({ name: 'SetupError', reasonCode, message: expect.stringMatching(words) });

  it('that is silent all the time, unless it is one of errors alone', async () => {
    await refused(inFile([line('15:00:00')]), 'zero-samples', /log of shop says nothing between/);
    await refused(inFile([]), 'zero-samples', /says nothing/);
    expect(await errorsIn([{ name: 'errors', file: written([]), mayBeSilent: true }])).toMatchObject({ findings: [] });
  });

  it('whose lines have no time', () => refused(inFile(['ERROR boom']), 'unparsable', /no line says when/));

  it('whose end is read and begins after the run did', () =>
    refused(
      inFile(
        Array.from({ length: 50 }, () => fine),
        { limits: { mostBytes: 200 } },
      ),
      'unparsable',
      /begin after the run did/,
    ));

  it('that is not there', () =>
    refused(errorsIn([{ name: 'shop', file: join(dir, 'none') }]), 'no-evidence', /none is not there/));
  it('that is a folder', () =>
    refused(errorsIn([{ name: 'shop', file: dir }]), 'no-evidence', /cannot be read \(EISDIR\)/));
  it('that is no OTLP', () =>
    refused(errorsIn([{ name: 'shop', otlp: written([fine]) }]), 'unparsable', /no OTLP message/));
  it('that nobody named', () => refused(errorsIn([]), 'configuration', /name one/));

  it.each([
    ['exit 3', 'exit 3', {}],
    ['echo no right >&2; exit 1', 'exit 1: no right', {}],
    ['sleep 60', 'no end within 0.2 s', { limitMs: 200 }],
    ['yes', 'more than 1000 bytes', { mostBytes: 1000 }],
  ])('that "%s" was to print', (command, words, limits) =>
    refused(errorsIn([{ name: 'shop', command }], { limits }), 'no-evidence', new RegExp(words)),
  );

  it('that an address does not give', async () => {
    const server = await startWebServer({
      ...{
        '/page': { body: '<!doctype html>' },
        '/half': { body: '[{"a":1},' },
        '/wall': { status: 401 },
        '/hang': 'hang',
      },
    });
    const from = (path: string, words: RegExp) =>
      refused(
        errorsIn([{ name: 'shop', url: `${server.url}${path}` }], { limits: { limitMs: 300 } }),
        'no-evidence',
        words,
      );
    await from('/page', /perhaps of a login/);
    await from('/half', /half a list/);
    await from('/wall', /status 401/);
    await from('/hang', /gave no answer/);
    await server.stop();
    await from('/page', /gave no answer/);
  });
});
