import { expect, test } from 'vitest';
import { decide } from './decision.js';
import { distinctSample } from './distinct-sample.js';
import { tallyOf } from './tally.js';
import { allValidators } from './validators.js';

const validators = allValidators([]);

/** Texts that say nothing to any validator, so many that a sample holds few of them. */
const fillers = Array.from({ length: 20_000 }, (_, n) => `remark no ${n} of somebody`);

/** Which of `candidates` a sample of the fillers keeps. */
function keptOf(candidates: readonly string[]): (text: string) => boolean {
  const sample = distinctSample();
  for (const text of [...fillers, ...candidates]) sample.add(text, undefined);
  const before = new Set(sample.kept.keys());
  return (text) => {
    const alone = distinctSample();
    alone.add(text, undefined);
    return [...alone.kept.keys()].every((hash) => before.has(hash));
  };
}

test('one card that is in every tenth row is found, though the sample of distinct values happens to lack it', () => {
  const sound = ['4539 5787 6362 1486', '4556 7375 8689 9855', '4916 3385 0608 2832', '4485 2758 6320 6420'];
  const near = Array.from({ length: 200 }, (_, n) => `4539 5787 6362 ${String(n).padStart(4, '0')}`);
  const isKept = keptOf([...sound, ...near]);
  const card = sound.find((number) => !isKept(number));
  // Look-alikes that the sample has: by it alone the column would hold nothing but those.
  const lookAlikes = near.filter((number) => number !== card && isKept(number)).slice(0, 3);
  expect(card).toBeDefined();
  expect(lookAlikes.length).toBeGreaterThan(0);

  const tally = tallyOf('public.notes.text', 'text', 'notes', validators);
  const count = (value: string): void => tally.count(value, tally.look(value), false);
  for (const text of [...fillers, ...lookAlikes]) count(text);
  for (let row = 0; row < 2000; row += 1) count(String(card));
  expect(decide(tally, validators)).toEqual([{ kind: 'payment card', count: 2000, confidence: 'medium' }]);
});
