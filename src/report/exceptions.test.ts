import { describe, expect, test } from 'vitest';
import type { JudgedCheck } from '../records/verdict.js';
import allure from './allure.report.js';
import ctrf from './ctrf.report.js';
import type { ReportFile } from './define-report.js';
import html from './html.report.js';
import type { ReportInput } from './input.js';
import junit from './junit.report.js';
import { samples } from './samples/samples.test-data.js';
import summary from './summary.report.js';
import { ending } from './terminal/ending.js';

describe('what is waived or in quarantine', () => {
  const go = samples['go'] as ReportInput;
  const [first, second, ...others] = go.verdict.checks as [JudgedCheck, JudgedCheck, ...JudgedCheck[]];
  const fell = {
    outcome: 'failed',
    reasonCode: 'assertion-failed',
    attribution: 'product',
    message: 'no stock',
  } as const;
  const moment = '2026-12-01T18:00:00+01:00';
  const verdict = {
    ...go.verdict,
    checks: [
      { ...first, ...fell, waiver: 'SHOP-42' },
      { ...second, ...fell, tier: 'advisory', quarantine: 'SHOP-7' },
      ...others,
    ],
    waivers: [
      {
        ...{ check: first.id, reason: 'known', ticket: 'SHOP-42', owner: 'anna', approvedBy: 'ben', expires: moment },
        ...{ standing: 'live', message: 'It expires in 6 days: anna must mend or renew it.' },
      },
      {
        ...{
          check: 'journeys/gone',
          reason: 'known',
          ticket: 'SHOP-1',
          owner: 'cleo',
          approvedBy: 'ben',
          expires: moment,
        },
        ...{ standing: 'orphaned', message: 'There is no check journeys/gone.' },
      },
    ],
    quarantine: [
      {
        check: second.id,
        issue: 'SHOP-7',
        owner: 'dora',
        expires: moment,
        standing: 'live',
        message: 'It does not decide.',
      },
    ],
  } satisfies ReportInput['verdict'];
  const input = { ...go, verdict };

  test('is skipped in junit.xml, with the reason and what was found', () => {
    const xml = junit.render(input) as string;
    expect(xml).toContain('<skipped message="failed, waived by SHOP-42: no stock"/>');
    expect(xml).toContain('<skipped message="failed, in quarantine by SHOP-7: no stock"/>');
    expect(xml).toContain('<property name="excused" value="waived by SHOP-42"/>');
  });

  test('is skipped in ctrf.json and in Allure, and raw in what is raw', () => {
    const { tests } = (JSON.parse(ctrf.render(input) as string) as { results: { tests: Record<string, unknown>[] } })
      .results;
    expect(tests.slice(0, 2)).toMatchObject([
      { status: 'skipped', rawStatus: 'failed', message: 'waived by SHOP-42: no stock' },
      { status: 'skipped', rawStatus: 'failed', message: 'in quarantine by SHOP-7: no stock' },
    ]);
    const names = (allure.render(input) as ReportFile[])
      .filter(({ file }) => file.endsWith('-result.json'))
      .map(({ text }) => JSON.parse(text) as { name: string; status: string });
    expect(names).toContainEqual(
      expect.objectContaining({ name: `${first.title} (failed, waived by SHOP-42)`, status: 'skipped' }),
    );
    expect(names).toContainEqual(
      expect.objectContaining({ name: `${second.title} (failed, in quarantine by SHOP-7)`, status: 'skipped' }),
    );
  });

  test('makes no test report green that stands for a verdict that is not', () => {
    const red = {
      ...input,
      verdict: { ...verdict, verdict: 'INCONCLUSIVE', checks: verdict.checks.slice(0, 2) },
    } satisfies ReportInput;
    expect(junit.render(red) as string).toContain('classname="run/verdict"');
  });

  test.each([
    ['the terminal', () => ending(input, { columns: 400, colour: false }).replace(/\s+/g, ' ')],
    ['summary.md', () => (summary.render(input) as string).replaceAll('\\', '')],
    ['report.html', () => html.render(input) as string],
  ])('is listed with its standing and its warning, in force or not, in %s', (_, text) => {
    for (const words of [
      ...['waiver SHOP-42', 'It expires in 6 days: anna must mend or renew it.', 'quarantine SHOP-7'],
      ...['waiver SHOP-1', 'orphaned', 'waived by SHOP-42', 'in quarantine by SHOP-7'],
    ])
      expect(text()).toContain(words);
  });
});
