import type { LoadEvidence } from '../../records/load-evidence.js';
import type { Plan, Source } from '../../records/plan.js';
import type { JudgedCheck } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { type Content, type Markup, markup } from '../text/markup.js';
import { count, counted, duration } from '../text/quantities.js';
import { heading, outcomeTone } from '../text/words.js';
import { type Bar, gauge } from './bar.js';
import { mark } from './mark.js';
import type { Section } from './section.js';

type LimitSource = Extract<Source, { kind: 'limit' }>;

/** Each load script: its limits as judged, and what its steps saw. */
export function load(input: ReportInput): Section | null {
  const checks = input.verdict.checks.filter(({ stage }) => stage === 'load');
  if (checks.length === 0) return null;
  const scripts = [...new Set(checks.map(scriptOf))];
  return {
    id: 'load',
    title: 'Load',
    body: scripts.map((script) =>
      card(
        script,
        checks.filter((check) => scriptOf(check) === script),
        input,
      ),
    ),
  };
}

/** `load/checkout-rush/<limit>` → `checkout-rush`. */
function scriptOf({ id }: JudgedCheck): string {
  return id.split('/')[1] as string;
}

function card(script: string, checks: readonly JudgedCheck[], input: ReportInput): Markup {
  const run = input.load.find(({ script: { path } }) => stem(path) === script);
  return markup`<div class="card"><h3>${heading(script.replaceAll('-', ' '))}</h3><p class="sub">${run === undefined ? 'No evidence of this script.' : about(run)}</p>
<ul class="gauges wide">${checks.map((check) => limit(check, run, input.plan))}</ul>
${run === undefined || run.steps.length === 0 ? null : steps(run)}</div>
`;
}

function about(run: LoadEvidence): Content {
  const time = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  const doubts = [
    ...(run.complete ? [] : ['did not end by itself']),
    ...(run.droppedIterations === 0 ? [] : [`${counted(run.droppedIterations, 'iteration')} never sent`]),
    ...(run.interruptedIterations === 0 ? [] : [`${counted(run.interruptedIterations, 'iteration')} cut off`]),
    ...(run.unsent.requests === 0 ? [] : [`${counted(run.unsent.requests, 'request')} kept back`]),
    ...(run.threw === 0 ? [] : [`${counted(run.threw, 'iteration')} threw`]),
  ];
  return `${run.tool} ${run.toolVersion}: ${counted(run.requests, 'request')} in ${duration(time)}${doubts.map((doubt) => `; ${doubt}`).join('')}`;
}

function limit(check: JudgedCheck, run: LoadEvidence | undefined, plan: Plan | null): Markup {
  const source = sourceOf(check, plan);
  return gauge({
    mark: mark(check.outcome),
    name: markup`${heading(check.title)}${check.outcome === 'passed' ? null : markup`<br><small>${check.message}</small>`}`,
    actual: check.actual ?? 'not measured',
    limit: `limit ${source?.limit.expression ?? check.expected ?? 'unknown'}`,
    bar: drawn(check, run, source),
  });
}

/** The picture needs the bare numbers, which plan and evidence have; without both there are only words. */
function drawn(check: JudgedCheck, run: LoadEvidence | undefined, source: LimitSource | undefined): Bar | null {
  if (run === undefined || source === undefined) return null;
  const { expression, rule } = source.limit;
  const value = run.limits.find(
    (seen) => seen.expression === expression && metrics(source).includes(seen.metric),
  )?.observed;
  return value === undefined ? null : { value, edge: rule.edge, tone: outcomeTone[check.outcome] };
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

function stem(path: string): string {
  return (path.split('/').at(-1) as string).replace(/\.(k6|autocannon)\.[jt]s$/, '');
}
