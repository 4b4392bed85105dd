import { distinctSample } from './distinct-sample.js';
import { lookAt, type Outcomes } from './look.js';
import { outcome, type Validator } from './validator.js';
import { wordsOf } from './words.js';

/** Rows by what a validator said of them. */
export interface Counts {
  near: number;
  test: number;
  weak: number;
  sure: number;
}

/** What a column holds, or a path in the JSON of a column, counted while its values stream by. */
export interface Tally {
  /** `content.buyer.email`; keys that may be data themselves are shown as `*`. */
  path: string;
  /** For each validator, whether the name speaks for its kind. */
  named: readonly boolean[];
  /** Looks at a value without counting it. */
  look(value: string): Outcomes;
  /** Counts a value. `isInvented`: its person is known to be made up, so that soft kinds in it are nobody's. */
  count(value: string, outcomes: Outcomes, isInvented: boolean): void;
  /** Rows by what this validator said of them. */
  countsOf(validator: number): Counts;
  /** Distinct values of a fair sample: all, with a hit, and those that only have the shape. */
  distinctOf(validator: number): { values: number; hits: number; misses: number };
}

/** @param above the table's name, or the key above, which a name is read together with */
export function tallyOf(path: string, name: string, above: string, validators: readonly Validator[]): Tally {
  const words = wordsOf(name);
  const within = `${wordsOf(above)} ${words}`;
  const named = validators.map(
    (validator) => validator.named.test(words) || validator.namedWithin?.test(within) === true,
  );
  const counts = validators.map((): Counts => ({ near: 0, test: 0, weak: 0, sure: 0 }));
  const sample = distinctSample();
  return {
    path,
    named,
    look: (value) => lookAt(value, validators, named),
    count(value, outcomes, isInvented) {
      sample.add(value, outcomes);
      if (outcomes === undefined) return;
      for (const [index, validator] of validators.entries()) {
        const count = counts[index];
        if (count === undefined || (isInvented && validator.soft === true)) continue;
        if (outcomes[index] === outcome.near) count.near += 1;
        else if (outcomes[index] === outcome.test) count.test += 1;
        else if (outcomes[index] === outcome.weak) count.weak += 1;
        else if (outcomes[index] === outcome.sure) count.sure += 1;
      }
    },
    countsOf(validator) {
      const count = counts[validator];
      if (count === undefined) throw new Error(`there is no validator number ${validator}: a defect of gonogo`);
      return count;
    },
    distinctOf(validator) {
      let [hits, misses] = [0, 0];
      for (const outcomes of sample.kept.values()) {
        const seen = outcomes?.[validator];
        if (seen === outcome.near) misses += 1;
        else if (seen !== undefined && seen > outcome.near) hits += 1;
      }
      return { values: sample.kept.size, hits, misses };
    },
  };
}
