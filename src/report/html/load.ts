import { errorBudget } from '../../records/error-budget.js';
import { percent } from '../../records/figure.js';
import { isOnThisMachine } from '../../records/hosts.js';
import type { LoadEvidence } from '../../records/load-evidence.js';
import { latenessOf } from '../../records/load-lateness.js';
import { isRunAgain, type Plan, type Source } from '../../records/plan.js';
import { rateInWords, sendableRate } from '../../records/sendable-rate.js';
import type { JudgedCheck } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { type Content, type Markup, markup } from '../text/markup.js';
import { count, counted, duration } from '../text/quantities.js';
import { heading, outcomeTone } from '../text/words.js';
import { type Bar, gauge } from './bar.js';
import { forecast } from './forecast.js';
import { mark } from './mark.js';
import type { Section } from './section.js';

type LimitSource = Extract<Source, { kind: 'limit' }>;
type Seen = LoadEvidence['limits'][number];

/** Each load script: its limits as judged, and what its steps saw. */
export function load(input: ReportInput): Section | null {
  const checks = input.verdict.checks.filter(({ stage }) => stage === 'load');
  if (checks.length === 0) return null;
  const of = (check: JudgedCheck): string => scriptOf(check, input.plan);
  const scripts = [...new Set(checks.map(of))];
  return {
    id: 'load',
    title: 'Load',
    body: scripts.map((script) =>
      card(
        script,
        checks.filter((check) => of(check) === script),
        input,
      ),
    ),
  };
}

/** `load/checkout-rush/<limit>` → `checkout-rush`; what walks beside a script is that one's. */
function scriptOf({ id }: JudgedCheck, plan: Plan | null): string {
  const source = plan?.checks.find((check) => check.id === id)?.source;
  if (source?.kind === 'under-load') return stem(source.file);
  return id.split('/')[1] as string;
}

function card(script: string, checks: readonly JudgedCheck[], input: ReportInput): Markup {
  const run = input.load.find(({ script: { path } }) => stem(path) === script);
  return markup`<div class="card"><h3>${heading(script.replaceAll('-', ' '))}</h3><p class="sub">${run === undefined ? withoutRun(checks, input.plan) : about(run, input.verdict.target.url)}</p>
<ul class="gauges wide">${checks.map((check) => limit(check, run, input.plan))}</ul>${forecast(checks, input)}
${run === undefined || run.steps.length === 0 ? null : steps(run)}${run === undefined ? null : marks(run)}</div>
`;
}

/** Of what is run again and again there is no one run to be shown. */
function withoutRun(checks: readonly JudgedCheck[], plan: Plan | null): string {
  const repeated = plan?.gatherings.filter(isRunAgain);
  const isAnyOf = checks.every(({ id }) => repeated?.some(({ checks: own }) => own.includes(id)) === true);
  return isAnyOf ? 'Run several times: "gonogo explain" tells of each run.' : 'No evidence of this script.';
}

/** Figures of a generator that shares its machine with staging are not those of production: it says so. */
function about(run: LoadEvidence, target: string): Content {
  const time = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  const remarks = [
    ...(isOnThisMachine(target) ? ['co-located: staging runs on the same machine'] : []),
    ...segments(run),
    ...lateness(run),
    ...sendable(run),
    ...(isStockK6(run) ? ['without gonogo’s extension, so that how late it was itself is not told whole'] : []),
    ...(run.complete ? [] : ['did not end by itself']),
    ...(run.droppedIterations === 0 ? [] : [`${counted(run.droppedIterations, 'iteration')} never sent`]),
    ...(run.interruptedIterations === 0 ? [] : [`${counted(run.interruptedIterations, 'iteration')} cut off`]),
    ...(run.unsent.requests === 0 ? [] : [`${counted(run.unsent.requests, 'request')} kept back`]),
    ...(run.threw === 0 ? [] : [`${counted(run.threw, 'iteration')} threw`]),
  ];
  return `${run.tool} ${run.toolVersion}: ${counted(run.requests, 'request')} in ${duration(time)}${remarks.map((remark) => `; ${remark}`).join('')}`;
}

function lateness(run: LoadEvidence): string[] {
  const late = (latenessOf(run) ?? []).filter((ms) => ms !== null);
  return late.length === 0 ? [] : [`${run.tool} itself late by up to ${duration(Math.max(...late))}`];
}

function segments(run: LoadEvidence): string[] {
  if (run.tool === 'autocannon' || run.runners === undefined || run.runners.length === 1) return [];
  return [`sent by ${run.runners.length} k6 side by side`];
}

function sendable(run: LoadEvidence): string[] {
  const rate = sendableRate(run);
  return rate === undefined ? [] : [`it can send about ${rateInWords(rate)} of this script there`];
}

function isStockK6({ tool, lacks }: LoadEvidence): boolean {
  return tool === 'k6' && lacks.length > 0;
}

function limit(check: JudgedCheck, run: LoadEvidence | undefined, plan: Plan | null): Markup {
  const source = sourceOf(check, plan);
  const seen = source === undefined ? undefined : run && seenIn(run, source);
  return gauge({
    mark: mark(check.outcome),
    name: markup`${heading(check.title)}${check.outcome === 'passed' ? null : markup`<br><small>${check.message}</small>`}`,
    actual: check.actual ?? 'not measured',
    // Of a comparison, which has none of its own, what is expected.
    limit:
      source === undefined
        ? (check.expected ?? 'limit unknown')
        : `limit ${source.limit.expression}${budgetUsed(seen, source)}`,
    bar: drawn(check, seen, source),
  });
}

function budgetUsed(seen: Seen | undefined, { limit }: LimitSource): string {
  const budget = seen && errorBudget(limit.rule, seen);
  return budget === undefined ? '' : `; ${percent(budget.part)} of error budget`;
}

/** The picture needs the bare numbers, which plan and evidence have; without both there are only words. */
function drawn(check: JudgedCheck, seen: Seen | undefined, source: LimitSource | undefined): Bar | null {
  if (seen?.observed === undefined || source === undefined) return null;
  return { value: seen.observed, edge: source.limit.rule.edge, tone: outcomeTone[check.outcome] };
}

function seenIn(run: LoadEvidence, { limit, ...source }: LimitSource): Seen | undefined {
  return run.limits.find(
    ({ expression, metric }) => expression === limit.expression && metrics({ ...source, limit }).includes(metric),
  );
}

function sourceOf({ id }: JudgedCheck, plan: Plan | null): LimitSource | undefined {
  const source = plan?.checks.find((check) => check.id === id)?.source;
  return source?.kind === 'limit' ? source : undefined;
}

function metrics({ limit }: LimitSource): string[] {
  const tags = Object.entries(limit.tags).map(([name, value]) => `${name}:${value}`);
  return [limit.metric, ...(tags.length === 0 ? [] : [`${limit.metric}{${tags.join(',')}}`])];
}

function steps(run: LoadEvidence): Markup {
  const ms = (value: number | undefined): string => (value === undefined ? '–' : duration(value));
  const rows = run.steps.map(
    (
      step,
    ) => markup`<tr><th scope="row">${step.name}</th><td data-name="Requests">${count(step.requests)}</td><td data-name="Failed">${count(step.failed)}</td>
<td data-name="Median">${ms(step.medianMs)}</td><td data-name="95 %">${ms(step.p95Ms)}</td><td data-name="Slowest">${ms(step.maxMs)}</td></tr>\n`,
  );
  const head = ['Requests', 'Failed', 'Median', '95 % within', 'Slowest'].map(
    (name) => markup`<th scope="col">${name}</th>`,
  );
  return markup`<table class="stack numbers"><caption>What its steps saw</caption><thead><tr><th scope="col">Step</th>${head}</tr></thead><tbody>${rows}</tbody></table>`;
}

/** What the script says that it did, and when: a change in the figures may have its reason there. */
function marks(run: LoadEvidence): Markup | null {
  if (run.tool !== 'k6' || run.marks === undefined || run.marks.length === 0) return null;
  const after = (at: string): string => duration(Date.parse(at) - Date.parse(run.startedAt));
  const told = run.marks.map(
    ({ name, firstAt, lastAt, count: times }) =>
      `“${name}” after ${after(firstAt)}${times === 1 ? '' : `, ${counted(times, 'time')} until ${after(lastAt)}`}`,
  );
  const { foldedMarks } = run;
  const further =
    foldedMarks === undefined || foldedMarks === 0 ? '' : `; ${count(foldedMarks)} more under further names`;
  return markup`<p class="sub">Marked by the script: ${told.join('; ')}${further}</p>`;
}

function stem(path: string): string {
  return (path.split('/').at(-1) as string).replace(/\.(k6|autocannon)\.[jt]s$/, '');
}
