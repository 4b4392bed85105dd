import { outcome, traitsOf, type Outcome, type Traits, type Validator } from './validator.js';

/** What each validator said of a value, in their order. Of most values none says anything: `undefined`. */
export type Outcomes = Uint8Array | undefined;

/** How far before a candidate a word that speaks for its kind may stand: `card: 4539 …`. */
const contextLength = 30;

/**
 * Shows a value to every validator: as a whole, and where that says nothing, what is inside.
 *
 * @param named for each validator, whether the column's name speaks for its kind
 */
export function lookAt(value: string, validators: readonly Validator[], named: readonly boolean[]): Outcomes {
  const traits = traitsOf(value);
  const whole = value.trim();
  let outcomes: Outcomes;
  for (let index = 0; index < validators.length; index += 1) {
    const validator = validators[index];
    if (validator?.may(traits) !== true) continue;
    const isNamed = named[index] === true;
    let seen = validator.judge(whole, isNamed);
    const isWhole = seen !== outcome.nothing;
    if (!isWhole && mayBeInside(validator, traits)) seen = lookInside(whole, validator, isNamed);
    if (seen === outcome.nothing) continue;
    outcomes ??= new Uint8Array(validators.length);
    outcomes[index] = seen;
    // What is surely one thing is no other.
    if (isWhole && (seen === outcome.sure || seen === outcome.test)) break;
  }
  return outcomes;
}

function mayBeInside({ within, mayInside }: Validator, traits: Traits): boolean {
  return within !== undefined && !traits.isWord && traits.length > 8 && mayInside?.(traits) !== false;
}

function lookInside(text: string, { within, named, judge }: Validator, isNamed: boolean): Outcome {
  let most: Outcome = outcome.nothing;
  if (within === undefined) return most;
  within.lastIndex = 0;
  for (let found = within.exec(text); found !== null && most < outcome.sure; found = within.exec(text)) {
    let seen = judge(found[0], isNamed);
    if (seen === outcome.weak) {
      const before = text.slice(Math.max(0, found.index - contextLength), found.index).toLowerCase();
      if (named.test(before)) seen = outcome.sure;
    }
    if (seen > most) most = seen;
  }
  return most;
}
