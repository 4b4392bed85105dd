import { z } from 'zod';
import type { Fact } from '../../../records/snapshot.js';
import { documentsIn } from '../documents.js';
import { flatFacts } from '../flat.js';
import type { Read } from '../reader.js';
import { placeName, textOf, unreadable } from '../text-source.js';

const declared = z.strictObject({
  cron: z.record(z.string().min(1), z.string().min(1)).optional(),
  queues: z.record(z.string().min(1), z.unknown()).optional(),
});

/** `*\/5 * * * *` or `@daily`, and the command. */
const cronLine = /^((?:@\w+)|(?:\S+\s+){4}\S+)\s+(\S.*)$/;

/**
 * Cron jobs and queues as they are declared: a YAML or JSON file `{ cron: { <name>: <schedule> }, queues: { <name>:
 * <settings> } }`, or a crontab as `crontab -l` prints it.
 */
export const readSchedule: Read = async (source, place) => {
  const where = placeName(source);
  const text = await textOf(source, place);
  if (!/^\s*[{"]|^["']?(cron|queues)["']?\s*:/m.test(text)) return crontabFacts(text, where);
  const [document, ...others] = documentsIn(text, where);
  const read = declared.safeParse(document);
  if (!read.success || others.length > 0)
    throw unreadable(
      'unparsable',
      `${where} is neither a crontab nor one document of "cron" and "queues", each by name.`,
    );
  const { cron, queues } = read.data;
  const jobs = Object.entries(cron ?? {}).map(([subject, value]): Fact => ({ kind: 'cron-job', subject, value }));
  return queues === undefined ? jobs : [...jobs, ...flatFacts(queues, 'queue', where)];
};

function crontabFacts(text: string, where: string): Fact[] {
  const schedules = new Map<string, string[]>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line) || /^\s*\w+\s*=/.test(line)) continue;
    const [, schedule, command] = cronLine.exec(line.trim()) ?? [];
    if (schedule === undefined || command === undefined)
      throw unreadable('unparsable', `${where}, line ${index + 1}, is no line of a crontab.`);
    const known = schedules.get(command);
    schedules.set(command, [...(known === undefined ? [] : known), schedule.replace(/\s+/g, ' ')]);
  }
  return [...schedules].map(([command, all]): Fact => {
    return { kind: 'cron-job', subject: command.slice(0, 1000), value: all.toSorted().join(', ') };
  });
}
