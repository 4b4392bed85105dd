import type { Command } from 'commander';
import { kept, positive } from './cli-options.js';
import type { BaselineOptions } from './commands/baseline.js';
import type { ActualOptions } from './commands/forecast.js';
import type { Place } from './options.js';

/** The words about what earlier runs left to later ones. */
export function pastRuns(program: Command, place: Place, ends: (exitCode: number) => void): void {
  const baseline = program
    .command('baseline')
    .helpGroup('More:')
    .description('the earlier runs that load is compared with');
  baseline
    .command('add <runs...>')
    .description('take in what load measured in past runs that are GO')
    .addOption(kept())
    .option('--trust <file>', "count the runs' approvals by production's trust.json")
    .option('--author <person>', 'who made the change: nobody approves their own')
    .action(async (runs: string[], options: BaselineOptions) =>
      ends((await import('./commands/baseline.js')).baselineAdd(runs, options, place)),
    );
  baseline
    .command('pin')
    .description('let the latest runs stay what later ones are compared with')
    .addOption(kept())
    .action(async (options: { out: string }) =>
      ends(await (await import('./commands/baseline.js')).baselinePin(options, place)),
    );

  program
    .command('forecast')
    .helpGroup('More:')
    .description('what load on staging said of production')
    .command('actual')
    .description('record what production took under a load, for the score of the forecasts')
    .requiredOption('--release <id>', 'the release that production ran')
    .requiredOption('--at <time>', 'when, such as 2026-11-20T18:00:00Z')
    .requiredOption('--requests-per-second <number>', 'how many requests it answered in a second', positive)
    .requiredOption('--mean-ms <number>', 'how long one took on average, in milliseconds', positive)
    .option('--script <file>', 'the script whose forecast it is, where there are several')
    .addOption(kept())
    .action(async (options: ActualOptions) =>
      ends((await import('./commands/forecast.js')).forecastActual(options, new Date().toISOString(), place)),
    );
}
