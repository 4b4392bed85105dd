import { SetupError } from '../../../records/setup-error.js';
import { defineDataCheck } from '../data-check.js';
import { columnOf } from '../sql.js';

const hourMs = 3_600_000;
/** Two machines' clocks differ a little. */
const skewMs = 5 * 60_000;

/** Data of last year has none of the cases that this year's release was made for. */
export default defineDataCheck({
  isDeclared: ({ synced }) => synced !== undefined,
  judge: async ({ client, likeness: { synced }, now }) => {
    if (synced === undefined) throw new SetupError('parity.yaml does not say when data was synced.', 'configuration');
    const { table, column } = columnOf(synced.column);
    const { rows } = await client.query<{ at: Date | null }>(`SELECT max(${column})::timestamptz AS at FROM ${table}`);
    const at = rows[0]?.at ?? undefined;
    const ageMs = at === undefined ? NaN : Date.parse(now) - at.getTime();
    const promise = `Staging's data was taken from production at ${at?.toISOString()}, less than ${synced.maxAgeHours} h ago.`;
    if (ageMs >= -skewMs && ageMs <= synced.maxAgeHours * hourMs) return { findings: [], promise };
    const finding = {
      what: "Staging's data is not of these days",
      expected: `a time in ${synced.column} that is at most ${synced.maxAgeHours} h old`,
      actual:
        at === undefined
          ? 'none'
          : `${at.toISOString()}, ${ageMs < 0 ? 'in the future' : `${Math.floor(ageMs / hourMs)} h ago`}`,
      advice: 'Take the data from production again, masked.',
    };
    return { findings: [finding], promise };
  },
});
