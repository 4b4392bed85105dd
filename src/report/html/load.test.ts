import { expect, test } from 'vitest';
import type { Plan, UnderLoadSource } from '../../records/plan.js';
import { samples } from '../samples/samples.test-data.js';
import { markup, sourceOf } from '../text/markup.js';
import { load } from './load.js';

const [sample] = Object.values(samples);
if (sample === undefined || sample.plan === null) throw new Error('no sample of a report with a plan');
const { plan } = sample;

/** What the section says where no run of a script is to be shown. */
const saidOf = (gatherings: Plan['gatherings']): string =>
  sourceOf(markup`${load({ ...sample, load: [], plan: { ...plan, gatherings } })?.body ?? []}`);

test('what its capacity says of production is told with its script, and of no other', () => {
  const [first, second] = sample.verdict.checks.filter(({ stage, id }) => stage === 'load' && id.startsWith('load/'));
  if (first === undefined || second === undefined) throw new Error('the sample has no two limits');
  const said = [['forecast', '120 requests/s will take <25 ms>']] as const;
  const told = (check: string) =>
    sourceOf(markup`${load({ ...sample, forecasts: [{ check, said }] })?.body ?? []}`).split('advisory').length - 1;
  const page = sourceOf(markup`${load({ ...sample, forecasts: [{ check: first.id, said }] })?.body ?? []}`);
  expect(page).toContain('<dt>Forecast</dt><dd>120 requests/s will take &lt;25 ms&gt;</dd>');
  expect([told(first.id), told('load/other/capacity')]).toEqual([1, 0]);
});

test('a script without evidence is said, and one that is run again and again is none', () => {
  expect(saidOf(plan.gatherings)).toContain('No evidence of this script.');
  const again = saidOf(plan.gatherings.map((gathering) => ({ ...gathering, inPairs: 'standard' })));
  expect(again).toContain('Run several times: &quot;gonogo explain&quot; tells of each run.');
  expect(again).not.toContain('No evidence');
  for (const repeated of [{ capacity: 'smoke' }, { underLoad: 'standard' }] as const)
    expect(saidOf(plan.gatherings.map((gathering) => ({ ...gathering, ...repeated })))).not.toContain('No evidence');
});

test('what walks beside a script is shown with that script', () => {
  const limit = plan.checks.find(({ source }) => source.kind === 'limit');
  const row = sample.verdict.checks.find(({ id }) => id === limit?.id);
  if (limit?.source.kind !== 'limit' || row === undefined) throw new Error('no limit in the sample');
  const id = 'journeys/pay@under-load';
  const source: UnderLoadSource = {
    ...{ kind: 'under-load', walks: 'journeys/pay', file: limit.source.file, tool: 'k6' },
    ...{ test: { file: 'suites/journeys/pay.spec.ts', line: 1, project: 'journeys', title: 'pay' } },
    ...{ margin: { relative: 0.5, absolute: 0 }, among: 1 },
  };
  const actual = '1.07× in 6 pairs';
  const verdict = { ...sample.verdict, checks: [...sample.verdict.checks, { ...row, id, actual }] };
  const section = load({ ...sample, verdict, plan: { ...plan, checks: [...plan.checks, { ...limit, id, source }] } });
  const text = sourceOf(markup`${section?.body ?? []}`);
  expect(text).toContain(actual);
  expect(text.match(/<h3>/g)).toEqual(sourceOf(markup`${load(sample)?.body ?? []}`).match(/<h3>/g));
});

test('of a limit is told how much of its error budget was used, of a sum is nothing', () => {
  const text = sourceOf(markup`${load(sample)?.body ?? []}`);
  // 4 of 1,800 samples, of which 5 % may be beyond.
  expect(text).toContain('<small>limit p(95)&lt;300; 4.44 % of error budget</small>');
  expect(text).toContain('<small>limit count&gt;10000</small>');
});
