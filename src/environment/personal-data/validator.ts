/** What personal data is told apart. National ids carry their country's code: `national id DE`. */
export type Kind =
  | 'e-mail address'
  | 'phone number'
  | 'payment card'
  | 'IBAN'
  | 'IP address'
  | 'date of birth'
  | 'person name'
  | 'street address'
  | `national id ${string}`;

/**
 * What a value is to one validator, from little to much: `near` has the shape and fails the test (of these many tell
 * that a column holds look-alikes), `test` is made for tests and belongs to nobody, `weak` passes but so would some
 * look-alikes, `sure` is enough by itself.
 */
export const outcome = { nothing: 0, near: 1, test: 2, weak: 3, sure: 4 } as const;
export type Outcome = (typeof outcome)[keyof typeof outcome];

/** What one pass over a value counts, so that validators need not look at values that can't be theirs. */
export interface Traits {
  length: number;
  digits: number;
  letters: number;
  blanks: number;
  dots: number;
  colons: number;
  hasAt: boolean;
  hasPlus: boolean;
  /** The most digits in a row, separators between them let pass (`12-34 56` has six). */
  run: number;
  /** Letters, digits, hyphens and underscores only: nothing can stand inside. */
  isWord: boolean;
}

/** Recognises one kind. It sees a value as a whole, and what `within` finds in a longer text. */
export interface Validator {
  kind: Kind;
  /** Columns whose name speaks for the kind; tested on the words of a name (`customerEMail` → `customer e mail`). */
  named: RegExp;
  /** The same with the table's name, or the key above, in front: `customers name` is a person, `products name` is not. */
  namedWithin?: RegExp;
  /** Whether a value may hold the kind at all. Called for every value of a database: nothing but comparisons. */
  may(traits: Traits): boolean;
  /** `named`: whether the column's name speaks for the kind. */
  judge(value: string, named: boolean): Outcome;
  /** Whether a text may hold it inside; where it is left out, whenever `may` says so. */
  mayInside?(traits: Traits): boolean;
  /** Candidates inside a text, each given to `judge`. A global pattern without nested repetition. */
  within?: RegExp;
  /** Of the values with the shape, the least share that has to pass: chance alone passes a tenth of most checksums. */
  leastRate: number;
  /** The least share of all distinct values where the name does not speak for it; over 1: only the name does. */
  leastShare: number;
  /** Once a column holds the kind, whether its values that only have the shape count too (a name that no list knows). */
  lifts?: boolean;
  /** Whether it says little about a person who is known to be made up (a name, but not a card). */
  soft?: boolean;
}

/** One pass over a value. */
export function traitsOf(value: string): Traits {
  let [digits, letters, blanks, dots, colons, run, longest, others] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [hasAt, hasPlus] = [false, false];
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      digits += 1;
      run += 1;
      if (run > longest) longest = run;
    } else if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 191) {
      letters += 1;
      run = 0;
    } else if (code !== 45 && code !== 95) {
      others += 1;
      if (code === 32) blanks += 1;
      else if (code === 46) dots += 1;
      else if (code === 43) hasPlus = true;
      else if (code !== 40 && code !== 41 && code !== 47) {
        run = 0;
        if (code === 58) colons += 1;
        else if (code === 64) hasAt = true;
      }
    }
  }
  return {
    length: value.length,
    digits,
    letters,
    blanks,
    dots,
    colons,
    hasAt,
    hasPlus,
    run: longest,
    isWord: others === 0,
  };
}
