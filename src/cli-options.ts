import { InvalidArgumentError, Option, type Command } from 'commander';
import { mostSegments } from './records/segments.js';

/** Where runs are kept. */
export function kept(): Option {
  return new Option('--out <dir>', 'where runs are kept').default('reports');
}

/** What selects a run. */
export function selecting(command: Command): Command {
  return command
    .option('--target <url>', 'verify this address instead of the configured one')
    .option('--staging <file>', 'a staging record, as "npm run staging" writes it')
    .option('--release <id>', 'the release asked for: version, commit or digest')
    .addOption(new Option('--profile <name>', 'how much').choices(['smoke', 'standard', 'full']).default('standard'))
    .option('--only <patterns...>', 'only checks whose ids match (* within a part, ** across)')
    .option('--aa', 'measure how noisy comparisons of load are here: the same release twice, in pairs')
    .option('--segments <n>', 'send the load of each k6 script by so many k6 processes', segments);
}

/** @throws InvalidArgumentError */
function segments(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > mostSegments)
    throw new InvalidArgumentError(`Say a whole number from 1 to ${mostSegments}.`);
  return number;
}

/** `10m` in milliseconds. @throws InvalidArgumentError */
export function duration(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  const unit = { s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  if (match === null || unit === undefined) throw new InvalidArgumentError('Say a number with s, m or h, such as 10m.');
  return Number(match[1]) * unit;
}

/** `118.5`. @throws InvalidArgumentError */
export function positive(text: string): number {
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || !(number > 0))
    throw new InvalidArgumentError('Say a number above 0, such as 118.5.');
  return number;
}
