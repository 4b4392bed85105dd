import { type Browser, chromium, type Page } from '@playwright/test';
import { validate } from 'ctrf';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcome, type Outcome } from '../records/check.js';
import { type Verdict, verdictWord } from '../records/verdict.js';
import { chromiumToLaunch } from '../tools/playwright/machine-chromium.js';
import type { ReportInput } from './input.js';
import { renderReports } from './registry.js';
import { samples } from './samples/samples.test-data.js';
import { ending } from './terminal/ending.js';
import { excuseOf } from './text/exceptions.js';
import { countsInWords } from './text/words.js';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const executablePath = chromiumToLaunch(process.env, chromium.executablePath());
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  page = await browser.newPage();
});
afterAll(() => browser.close());

type Totals = { tests: number; failures: number; errors: number; skipped: number };

/** JUnit through a real, strict XML parser: what its attributes claim, and what its elements sum up to. */
async function readJunit(
  xml: string,
): Promise<{ claimed: Totals; suites: Totals; counted: Totals; ids: (string | null)[] }> {
  return page.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, 'text/xml');
    const broken = document.querySelector('parsererror');
    if (broken !== null) throw new Error(broken.textContent);
    const number = (element: Element, name: string): number => Number(element.getAttribute(name) ?? NaN);
    const claims = (elements: Element[]) => {
      const sum = (name: string): number => elements.reduce((total, element) => total + number(element, name), 0);
      return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors'), skipped: sum('skipped') };
    };
    const having = (selector: string): number => document.querySelectorAll(selector).length;
    return {
      claimed: claims([document.documentElement]),
      suites: claims([...document.querySelectorAll('testsuite')]),
      counted: {
        tests: having('testcase'),
        failures: having('testcase>failure'),
        errors: having('testcase>error'),
        skipped: having('testcase>skipped'),
      },
      ids: [...document.querySelectorAll('testcase')].map((each) => each.getAttribute('classname')),
    };
  }, xml);
}

type Ctrf = {
  results: {
    summary: Record<string, number> & { extra: { counts: unknown } };
    tests: { status: string; flaky?: boolean; rawStatus: string }[];
  };
};

async function crossRead(input: ReportInput): Promise<void> {
  const { verdict } = input;
  const { counts } = verdict;
  const reports = new Map((await renderReports(input)).files.map(({ file, text }) => [file, text]));
  const text = (file: string): string => reports.get(file) as string;
  /** What is waived or in quarantine keeps its place in the counts, and is skipped for other tools. */
  const excused = (check: Verdict['checks'][number]): boolean => excuseOf(check) !== undefined;
  const red = (...outcomes: Outcome[]): number =>
    verdict.checks.filter((check) => outcomes.includes(check.outcome) && !excused(check)).length;
  const unsure = red('errored', 'missing', 'stale', 'mismatched', 'insufficient');
  const skipped = verdict.checks.filter(
    (check) => check.outcome === 'skipped' || (excused(check) && check.outcome !== 'flaky'),
  );
  /** One case more stands for a run that is not GO though no check is red. */
  const run = verdict.verdict !== 'GO' && red('failed') + unsure === 0 ? 1 : 0;
  const [runFailed, runErrored] = verdict.verdict === 'NO-GO' ? [run, 0] : [0, run];

  const junit = await readJunit(text('junit.xml'));
  const expected = {
    tests: counts.planned + run,
    failures: red('failed') + runFailed,
    errors: unsure + runErrored,
    skipped: skipped.length,
  };
  expect(junit.claimed).toEqual(expected);
  expect(junit.suites).toEqual(expected);
  expect(junit.counted).toEqual(expected);
  expect(junit.ids.filter((id) => id !== 'run/verdict').sort()).toEqual(verdict.checks.map(({ id }) => id).sort());

  const ctrf = JSON.parse(text('ctrf.json')) as Ctrf;
  expect(validate(ctrf)).toMatchObject({ valid: true });
  const { summary, tests } = ctrf.results;
  for (const status of ['passed', 'failed', 'skipped', 'pending', 'other']) {
    expect(summary[status], status).toBe(tests.filter((each) => each.status === status).length);
  }
  expect(summary).toMatchObject({
    tests: tests.length,
    failed: expected.failures,
    other: expected.errors,
    skipped: expected.skipped,
  });
  expect(summary).toMatchObject({ passed: counts.passed + counts.flaky, flaky: counts.flaky });
  expect(summary.extra.counts).toEqual(counts);

  await page.setContent(text('report.html'));
  expect(await page.locator('h1 span').textContent()).toBe(verdict.verdict);
  const all = page.locator('#checks ul.rows > li > .mark');
  expect(await all.count()).toBe(counts.planned);
  expect((await all.allTextContents()).sort()).toEqual(verdict.checks.map((check) => check.outcome).sort());
  for (const words of [
    text('summary.md'),
    await page.locator('.tally').innerText(),
    ending(input, { columns: 400, colour: false }).replace(/\n +/g, ' '),
  ]) {
    expect(words).toContain(countsInWords(counts));
  }
}

/** The sample run with other outcomes, and with texts as hostile as can be. */
function changed(
  { verdict, ...rest }: ReportInput,
  outcomes: readonly Verdict['checks'][number]['outcome'][],
  text: string,
  word: Verdict['verdict'],
  excuse: Pick<Verdict['checks'][number], 'waiver' | 'quarantine'>,
): ReportInput {
  const checks = verdict.checks.slice(0, outcomes.length).map((check, index) => ({
    ...check,
    outcome: outcomes[index] as (typeof outcomes)[number],
    title: `${text}${index}`,
    message: text,
    expected: text,
    actual: text,
    failingStep: text,
    evidence: [text],
    rerun: text,
    ...(index % 2 === 0 ? excuse : {}),
  }));
  const tally = Object.fromEntries(
    outcome.options.map((each) => [each, checks.filter((check) => check.outcome === each).length]),
  );
  const counts = { ...(tally as Verdict['counts']), planned: checks.length };
  const reasons = verdict.reasons.map((reason) => ({ ...reason, message: text }));
  return { ...rest, verdict: { ...verdict, verdict: word, headline: text, checks, counts, stages: [], reasons } };
}

describe('all reports agree with the verdict in every number', () => {
  test.each(Object.keys(samples))('in the sample %s', async (name) => {
    await crossRead(samples[name] as ReportInput);
  });

  test('whatever the outcomes, and whatever texts a run brings in', async () => {
    const hostile = fc.oneof(
      fc.constantFrom(
        '</script><img src=x onerror=alert(1)>',
        ']]>',
        '\u202e\u0000\ufffe&amp;"\'',
        '| `x` |\n# h',
        '::error::x',
        '\ud83d',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    );
    const word = fc.constantFrom(...verdictWord.options);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...outcome.options), { minLength: 1, maxLength: 12 }),
        hostile,
        word,
        fc.constantFrom({}, { waiver: 'SHOP-42' }, { quarantine: 'SHOP-7' }),
        (outcomes, text, verdict, excuse) =>
          crossRead(changed(samples['no-go'] as ReportInput, outcomes, text, verdict, excuse)),
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test('a run that ended before anything was planned is red in every format', async () => {
    const input = samples['inconclusive'] as ReportInput;
    const verdict: Verdict = {
      ...input.verdict,
      profile: null,
      subject: { name: 'shop', version: null, commit: null, digest: null, identity: 'none', requested: null },
      headline: 'Nothing was checked: staging did not start.',
      checks: [],
      stages: [],
      notChecked: [],
      counts: Object.fromEntries(Object.keys(input.verdict.counts).map((name) => [name, 0])) as Verdict['counts'],
      reasons: [
        {
          check: 'run',
          outcome: 'missing',
          reasonCode: 'setup-failed',
          attribution: 'environment',
          message: 'Staging did not start.',
          also: [],
        },
      ],
      digests: null,
    };
    const { files } = await renderReports({
      ...input,
      verdict,
      plan: null,
      identity: [],
      health: [],
      load: [],
      runFiles: [],
    });
    const text = (file: string): string => files.find((each) => each.file === file)?.text as string;
    expect((await readJunit(text('junit.xml'))).counted).toEqual({ tests: 1, failures: 0, errors: 1, skipped: 0 });
    expect(JSON.parse(text('ctrf.json'))).toMatchObject({ results: { summary: { tests: 1, other: 1, passed: 0 } } });
    expect(text('report.html')).toContain('Staging did not start.');
    expect(text('summary.md')).toContain('Staging did not start\\.'.replace('\\', ''));
  });
});
