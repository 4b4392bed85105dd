import { expect, test } from 'vitest';
import type { Plan } from '../../records/plan.js';
import { samples } from '../samples/samples.test-data.js';
import { markup, sourceOf } from '../text/markup.js';
import { load } from './load.js';

const [sample] = Object.values(samples);
if (sample === undefined || sample.plan === null) throw new Error('no sample of a report with a plan');
const { plan } = sample;

/** What the section says where no run of a script is to be shown. */
const saidOf = (gatherings: Plan['gatherings']): string =>
  sourceOf(markup`${load({ ...sample, load: [], plan: { ...plan, gatherings } })?.body ?? []}`);

test('a script without evidence is said, and one that is run again and again is none', () => {
  expect(saidOf(plan.gatherings)).toContain('No evidence of this script.');
  const again = saidOf(plan.gatherings.map((gathering) => ({ ...gathering, inPairs: 'standard' })));
  expect(again).toContain('Run several times: &quot;gonogo explain&quot; tells of each run.');
  expect(again).not.toContain('No evidence');
  expect(saidOf(plan.gatherings.map((gathering) => ({ ...gathering, capacity: 'smoke' })))).not.toContain(
    'No evidence',
  );
});
