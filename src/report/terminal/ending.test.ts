import { describe, expect, test } from 'vitest';
import type { Reason } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { samples } from '../samples/samples.test-data.js';
import { wantsColour } from './colour.js';
import { ending } from './ending.js';
import { cut, width, wrap } from './wrap.js';

const noGo = samples['no-go'] as ReportInput;
const isCommand = (line: string): boolean => /^(npx|npm) /.test(line);

describe('the end of a run (its words are golden in reports/samples/*/terminal.txt)', () => {
  test.each(Object.keys(samples))('%s fits in 80 columns, but for commands, which are to be copied', (name) => {
    const lines = ending(samples[name] as ReportInput, { columns: 200, colour: false }).split('\n');
    expect(lines.filter((line) => width(line) > 80 && !isCommand(line))).toEqual([]);
  });

  test('wraps on a narrow terminal', () => {
    const lines = ending(noGo, { columns: 50, colour: false }).split('\n');
    expect(lines.filter((line) => width(line) > 50 && !isCommand(line) && !line.startsWith('Report:'))).toEqual([]);
  });

  test('the first failure has three lines: the step in words, the trace, the command', () => {
    const text = ending(noGo, { columns: 80, colour: false });
    const block = text.split('\n\n').find((part) => part.startsWith('Failing step')) as string;
    expect(block.split('\n')).toEqual([
      'Failing step 4: “pays with a card”',
      `npx playwright show-trace reports/runs/${noGo.verdict.runId}/test-results/guest-checkout-journeys/trace.zip`,
      'npx gonogo verify --profile standard --release 2.4.0 --only journeys/guest-checkout',
    ]);
  });

  test('says the same with and without colour', () => {
    const coloured = ending(noGo, { columns: 80, colour: true });
    expect(coloured).toContain('\u001b[31m');

    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(ending(noGo, { columns: 80, colour: false }));
  });

  test('no text of a run moves the cursor or gives a CI a command', () => {
    const reasons = noGo.verdict.reasons.map((reason) => ({
      ...reason,
      check: 'run',
      message: `\u001b[2J ${'x'.repeat(60)} ::error::pwned ##[error]x`,
    }));
    const text = ending(
      { ...noGo, verdict: { ...noGo.verdict, headline: '::error::x', reasons } },
      { columns: 80, colour: false },
    );
    expect(text).not.toContain('\u001b');
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toContain('##[');
  });

  test('a path with a space is quoted in the command', () => {
    const checks = noGo.verdict.checks.map((check) =>
      check.id === 'journeys/guest-checkout' ? { ...check, evidence: ["a b/it's/trace.zip"] } : check,
    );
    expect(ending({ ...noGo, verdict: { ...noGo.verdict, checks } }, { columns: 80, colour: false })).toContain(
      `/a b/it'\\''s/trace.zip'`,
    );
  });
});

describe('wrapping', () => {
  test('counts wide characters as two columns and marks as none', () => {
    expect(width('日本')).toBe(4);
    expect(width('e\u0301')).toBe(1);
  });

  test('cuts a word that is too wide, and says when something is cut off', () => {
    expect(wrap('aaaaaaaaaa b', 4, '')).toEqual(['aaaa', 'aaaa', 'aa b']);
    expect(cut('abcdef', 4)).toBe('abc…');
    expect(cut('abcd', 4)).toBe('abcd');
  });
});

test.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  [{ isTTY: true }, { TERM: 'dumb' }, false],
  [{}, {}, false],
  [{}, { FORCE_COLOR: '1' }, true],
  [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
  [{}, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('colour for %o in %o: %s', (stream, environment, wanted) => {
  expect(wantsColour(stream, environment)).toBe(wanted);
});

test('what cannot be done is said as it was written, and looks like no verdict', () => {
  const input = samples['inconclusive'] as ReportInput;
  const [reason] = input.verdict.reasons;
  const message = 'staging.config.ts is not valid:\n  stagging: unknown key.';
  const verdict = { ...input.verdict, exitCode: 2, reasons: [{ ...(reason as Reason), message }] };
  const said = ending({ ...input, verdict }, { columns: 80, colour: false });
  expect(said).toBe(`\nNot run, nothing was sent: what was asked for cannot be done.\n${message}\n`);
});
