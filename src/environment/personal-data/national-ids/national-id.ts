import { outcome, type Validator } from '../validator.js';

/** One country's personal number. */
export interface NationalId {
  /** ISO 3166-1, with a word where a country has several. */
  country: string;
  named: RegExp;
  /** How it is written, with the separators that are usual: from ^ to $. */
  shape: RegExp;
  /** How it may also be written in a column that is named for it: mostly without separators. */
  namedShape?: RegExp;
  /** Digits in a row that it has at least, separators let pass; 8 unless letters stand between. */
  leastRun?: number;
  /** The check. `number`: upper case, without blanks, dots, slashes and hyphens. */
  holds(number: string): boolean;
  /** Whether a value that holds is enough by itself: chance hardly makes one. */
  isSure?(written: string): boolean;
  /** Published as an example: nobody's. */
  published?: readonly string[];
}

/** Makes a validator of a country's number. */
export function validatorOf({
  country,
  named,
  shape,
  namedShape,
  leastRun = 8,
  holds,
  isSure,
  published,
}: NationalId): Validator {
  const bare = (written: string): string => written.replace(/[ ./-]/g, '').toUpperCase();
  const examples = new Set(published?.map(bare));
  return {
    kind: `national id ${country}`,
    named,
    may: ({ run, length }) => run >= leastRun && length >= 8,
    judge(value, isNamed) {
      if (value.length > 25) return outcome.nothing;
      if (!shape.test(value) && !(isNamed && namedShape?.test(value))) return outcome.nothing;
      const number = bare(value);
      if (!holds(number)) return outcome.near;
      if (examples.has(number)) return outcome.test;
      return isSure?.(value) === true ? outcome.sure : outcome.weak;
    },
    within: new RegExp(String.raw`\b(?<![.,+/-])(?:${shape.source.replace(/[\^$]/g, '')})(?![\w/-]|[.,]\d)`, 'g'),
    leastRate: 0.5,
    leastShare: 0.5,
  };
}
