import { decide, type Decision } from './decision.js';
import { givenNames } from './given-names.js';
import { jsonLeaves, type Place } from './json-leaves.js';
import type { Outcomes } from './look.js';
import type { ReadableColumn } from './readable-columns.js';
import { tallyOf, type Tally } from './tally.js';
import { outcome, type Validator } from './validator.js';

export interface ColumnDecision extends Decision {
  /** The column, or a path in its JSON. */
  column: string;
}

/** Counts a table's rows while they stream by, and decides at the end. */
export interface TableTallies {
  row(values: readonly (string | null)[]): void;
  decide(): ColumnDecision[];
  /** Rows that were taken for made-up people because their e-mail addresses are. */
  inventedRows(): number;
}

type Seen = [tally: Tally, value: string, outcomes: Outcomes];

/**
 * @param isInvented the table is declared: in its rows that have e-mail addresses, all of test domains, the people are
 *   made up. Names and addresses in them are nobody's; cards, accounts and phones are looked at all the same.
 */
export function talliesOf(
  table: string,
  columns: readonly ReadableColumn[],
  validators: readonly Validator[],
  isInvented: boolean,
): TableTallies {
  const tallies = new Map<Place, Tally>();
  const eMail = validators.findIndex(({ kind }) => kind === 'e-mail address');
  let inventedRows = 0;
  /** What was seen of the row under way: it is counted when the row is known to be of a person, or of nobody. */
  let seen: Seen[] = [];

  const look = (place: Place, value: string): void => {
    if (value === '') return;
    let tally = tallies.get(place);
    if (tally === undefined)
      tallies.set(
        place,
        (tally = tallyOf(place.path, place.key, place.above === '' ? table : place.above, validators)),
      );
    seen.push([tally, value, tally.look(value)]);
  };
  const readers = columns.map(({ name, isJson }) => {
    const asText: Place = { path: name, key: name, above: '' };
    const walk = jsonLeaves(name, (key) => givenNames.has(key.toLowerCase()), look);
    return (text: string): void => {
      const json = isJson ? parsed(text) : undefined;
      if (json === undefined) look(asText, text);
      else walk(json.value);
    };
  });

  return {
    row(values) {
      seen = [];
      for (let index = 0; index < values.length; index += 1) {
        const text = values[index];
        if (typeof text === 'string') readers[index]?.(text);
      }
      const said = isInvented ? seen.map(([, , outcomes]) => outcomes?.[eMail]) : [];
      const invented = said.includes(outcome.test) && !said.some((one) => one !== undefined && one > outcome.test);
      if (invented) inventedRows += 1;
      for (const [tally, value, outcomes] of seen) tally.count(value, outcomes, invented);
    },
    decide: () =>
      [...tallies.values()].flatMap((tally) =>
        decide(tally, validators).map((decision) => ({ column: tally.path, ...decision })),
      ),
    inventedRows: () => inventedRows,
  };
}

/** A document; undefined of one that was cut, which is then looked at as a text. */
function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
