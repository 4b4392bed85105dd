import { ReportFlaw, type Moment } from './report.js';

/**
 * What a tool wrote for a moment. ISO 8601 with or without a zone, as nearly all of them write it.
 * @throws ReportFlaw for anything else: nobody can tell whether it was during the run.
 */
export function momentIn(text: string, whose: string): Moment {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?)(?: ?(Z|[+-]\d\d:?\d\d))?$/.exec(text);
  if (parts !== null) {
    const [, date, time, zone] = parts;
    const offset = zone === undefined || zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
    const atMs = Date.parse(`${date}T${time}${offset}`);
    if (Number.isFinite(atMs)) return { atMs, zoned: zone !== undefined };
  }
  throw new ReportFlaw('unparsable', `${whose} has timestamp="${text}": that is no moment, so its age is not known.`);
}
