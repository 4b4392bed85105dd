import { describe, expect, test } from 'vitest';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import allure from './allure.report.js';
import { annotations } from './annotations.js';
import type { ReportFile } from './define-report.js';
import type { ReportInput } from './input.js';
import junit from './junit.report.js';
import { samples } from './samples/samples.test-data.js';
import summary from './summary.report.js';

const noGo = samples['no-go'] as ReportInput;

function withVerdict(input: ReportInput, change: Partial<Verdict>): ReportInput {
  return { ...input, verdict: { ...input.verdict, ...change } };
}

function withFirst(change: Partial<JudgedCheck>): ReportInput {
  const [first, ...rest] = noGo.verdict.checks as [JudgedCheck, ...JudgedCheck[]];
  return withVerdict(noGo, { checks: [{ ...first, ...change }, ...rest] });
}

describe('junit.xml', () => {
  const xml = (input: ReportInput): string => junit.render(input) as string;

  test.each([
    ['failed', 'failure'],
    ['errored', 'error'],
    ['missing', 'error'],
    ['stale', 'error'],
    ['mismatched', 'error'],
    ['insufficient', 'error'],
    ['skipped', 'skipped'],
  ] as const)('tells %s as %s, with the message', (outcome, element) => {
    expect(xml(withFirst({ outcome, message: 'why it is so' }))).toContain(`<${element} message="why it is so"`);
  });

  test('tells a flaky test as passed, with a property and what happened', () => {
    const text = xml(withFirst({ outcome: 'flaky', message: 'second try' }));
    const ofFirst = text.slice(text.indexOf('<testcase'), text.indexOf('</testcase>'));
    expect(ofFirst).toContain('<property name="outcome" value="flaky"/>');
    expect(ofFirst).toContain('second try');
    expect(ofFirst).not.toMatch(/<(failure|error|skipped)/);
  });

  test('lets through nothing that XML forbids or that reorders text', () => {
    const text = xml(withFirst({ outcome: 'failed', title: 'a\u202eb\u0000\ufffe', message: ']]><x>\u001b[31m' }));

    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\ufffe]/);
    expect(text).toContain('message="]]&gt;&lt;x&gt;"');
  });
});

describe('summary.md', () => {
  const text = (input: ReportInput): string => summary.render(input) as string;

  test('has the verdict first, then the reasons, then the rest', () => {
    const found = ['# ❌ NO-GO', '## What blocks the release', '## Stages', '## Not checked'].map((part) =>
      text(noGo).indexOf(part),
    );
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found[0]).toBe(0);
  });

  test('names the run’s folder once, and files as they lie in it', () => {
    expect(text(noGo).split(noGo.runFolder)).toHaveLength(2);
    expect(text(noGo)).toContain(
      '- Trace, for `npx playwright show-trace`: `test-results/guest-checkout-journeys/trace.zip`\n',
    );
  });

  test('names a dozen checks of one cause, and how many more there are', () => {
    const [first] = noGo.verdict.reasons as [Verdict['reasons'][number]];
    const also = Array.from({ length: 151 }, (_, index) => `journeys/j${index}`);
    const told = (ids: string[]): string => text(withVerdict(noGo, { reasons: [{ ...first, also: ids }] }));
    expect(told(also)).toContain('`journeys/j10`, `journeys/j11` and 139 more\n');
    expect(told(also.slice(0, 12))).toContain('`journeys/j10`, `journeys/j11`\n');
  });

  test('stays under 1 MiB, says that it is cut, and keeps the reasons whole', () => {
    const notChecked = Array.from({ length: 40_000 }, (_, index) => ({ check: `load/${index}`, why: 'ü'.repeat(40) }));
    const cut = text(withVerdict(noGo, { notChecked }));
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1024 * 1024);
    expect(cut).toContain('**Cut here:**');
    expect(cut).toContain('### 2\\.');
    expect(text(noGo)).not.toContain('Cut here');
    expect((cut.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});

describe('GitHub annotations', () => {
  test('are silent for a GO', () => {
    expect(annotations((samples['go'] as ReportInput).verdict)).toEqual([]);
  });

  test('name each cause once', () => {
    expect(annotations(noGo.verdict)).toEqual([
      '::error title=NO-GO%3A A guest buys two tea pots by card::The button “Pay €93.80” never became usable. (and 7 more of the same cause)',
      '::error title=NO-GO%3A 95 %25 of pay requests are answered within 800 ms::Paying takes longer than 800 ms for 11.7 %25 of requests; 5 %25 are allowed.',
    ]);
  });

  test('no text gets out of its command', () => {
    const [reason] = noGo.verdict.reasons;
    const hostile = 'a\n::set-output name=x::y,%0A::';
    const reasons = [{ ...(reason as Verdict['reasons'][number]), check: 'run', message: hostile, also: [] }];
    const [only, ...more] = annotations({ ...noGo.verdict, reasons });
    expect(more).toEqual([]);
    expect(only).not.toContain('\n');
    expect(only).toBe('::error title=NO-GO%3A the run as a whole::a ::set-output name=x::y,%250A::');
  });

  test('are ten at most, the last one telling of the others', () => {
    const reasons = Array.from({ length: 25 }, () => noGo.verdict.reasons[0] as Verdict['reasons'][number]);
    const lines = annotations({ ...noGo.verdict, reasons });
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toContain('16 more causes');
  });

  test('a verdict that is not GO is never silent', () => {
    expect(annotations({ ...noGo.verdict, verdict: 'INCONCLUSIVE', reasons: [] })).toHaveLength(1);
  });
});

describe('allure-results', () => {
  type Told = { uuid: string; name: string; status: string; fullName: string; start: number; stop: number };
  const told = (input: ReportInput): Told[] =>
    (allure.render(input) as ReportFile[])
      .filter(({ file }) => file.endsWith('-result.json'))
      .map(({ text }) => JSON.parse(text) as Told);

  test('adds the verdict, identity, load limits and derived checks, and no test that Playwright told', () => {
    const names = told(noGo).map(({ fullName }) => fullName);
    expect(names).toEqual(
      expect.arrayContaining(['run/verdict', 'environment/release-identity', 'journeys/guest-checkout@accessible']),
    );
    expect(names.filter((name) => name.startsWith('load/'))).toHaveLength(6);
    expect(names).not.toContain('journeys/guest-checkout');
  });

  test('adds a test that left nothing: Playwright could not tell it', () => {
    const checks = noGo.verdict.checks.map((check) =>
      check.id === 'journeys/sold-out' ? { ...check, outcome: 'missing' as const } : check,
    );
    const missing = told(withVerdict(noGo, { checks })).find(({ fullName }) => fullName === 'journeys/sold-out');
    expect(missing).toMatchObject({ status: 'broken' });
  });

  test.each([
    ['go', 'passed'],
    ['no-go', 'failed'],
    ['inconclusive', 'broken'],
  ])('tells the verdict of %s as %s', (name, status) => {
    const verdict = told(samples[name] as ReportInput).find(({ fullName }) => fullName === 'run/verdict');
    expect(verdict).toMatchObject({ status });
  });

  test('gives each result an identifier of its own, the same when made again', () => {
    const ids = told(noGo).map(({ uuid }) => uuid);
    expect(new Set(ids).size).toBe(ids.length);
    expect(told(noGo).map(({ uuid }) => uuid)).toEqual(ids);
  });
});
