import { percent } from '../../../records/figure.js';
import type { ColumnProfile } from '../../../records/likeness.js';
import { SetupError } from '../../../records/setup-error.js';
import type { Finding } from '../../finding.js';
import { defineDataCheck } from '../data-check.js';
import { columnProfileOf } from '../profile.js';
import { rowsOf } from '../rows.js';
import { shiftOf } from '../stability.js';

/** Of as many different values as production has, for its size, masking keeps nine tenths at least. */
const leastDistinct = 0.9;

/** A thousand orders of one country are not like production's, however many they are. */
export default defineDataCheck({
  isDeclared: ({ tables }) => tables.some(({ columns }) => columns.length > 0),
  judge: async ({ client, likeness: { tables, mostShift }, production }) => {
    const profiles = new Map(production.tables.flatMap(({ columns }) => columns.map((one) => [one.column, one])));
    const findings: Finding[] = [];
    let [looked, most] = [0, 0];
    for (const { table, columns } of tables) {
      const rows = columns.length === 0 ? 0 : await rowsOf(client, table);
      for (const { column, spread } of columns) {
        const name = `${table}.${column}`;
        const there = profiles.get(name);
        if (there?.spread !== spread)
          throw new SetupError(
            `The snapshot holds no ${spread} of ${name}: take another with "gonogo snapshot".`,
            'no-evidence',
            'environment',
          );
        const here = await columnProfileOf(client, { name, spread, rows }, there.bins);
        const { index, byChance, most: bin } = shiftOf(there, here);
        looked += 1;
        most = Math.max(most, index);
        if (byChance > mostShift / 2)
          throw new SetupError(
            `${name} has too few values (${here.values}, in production ${there.values}) to tell a shift of ${mostShift} from chance.`,
            'too-few-samples',
            'environment',
          );
        if (index > mostShift)
          findings.push({
            what: `${name} is spread otherwise than in production`,
            expected: `a population stability index of at most ${mostShift}`,
            actual: `${index.toFixed(2)}; most of it: ${inWords(spread, bin.value)} ${percent(bin.staging)} instead of ${percent(bin.production)}`,
            advice: 'Copy a fair sample of production, and mask values without changing how they are spread.',
          });
        findings.push(...collapsed(there, here));
      }
    }
    return {
      findings,
      promise: `${looked} columns are spread as in production (a population stability index of ${most.toFixed(2)} at most).`,
    };
  },
});

/** Masks that make one value of many: what was unique is no more. Categories are few on either side. */
function collapsed(there: ColumnProfile, here: ColumnProfile): Finding[] {
  if (there.spread === 'labels' || here.distinct >= leastDistinct * there.distinct) return [];
  return [
    {
      what: `${there.column} has fewer different values than in production`,
      expected: `${percent(there.distinct)} of them different, or more`,
      actual: percent(here.distinct),
      advice: 'Mask different values differently.',
    },
  ];
}

function inWords(spread: ColumnProfile['spread'], value: string | number | null | undefined): string {
  if (value === null) return 'absent values are';
  if (value === undefined) return spread === 'numbers' ? 'below the first decile lie' : 'others are';
  return spread === 'numbers' ? `from ${value} on lie` : `"${value}" is`;
}
