import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { doctor } from './commands/doctor.js';
import { explain } from './commands/explain.js';
import { judge } from './commands/judge.js';
import { showPlan } from './commands/plan.js';
import type { Place, SelectOptions, VerifyOptions } from './options.js';
import { leaveUnfinished } from './run-folder/unfinished.js';
import { exitCodes } from './verdict/exit-codes.js';
import { endingOf, meaningOf, type Ending } from './verdict/unfinished.js';
import { verify } from './verify.js';
import { version } from './version.js';

/**
 * Words to a command, and its end to an exit code. Never throws: what nobody caught is a defect, exit 70. A run that
 * ends here ended before it could say so itself: its verdict on disk says it.
 * @returns the exit code.
 */
export async function main(place: Place): Promise<number> {
  let exitCode: number = exitCodes.defect;
  const program = words(place, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(place.argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Help in the middle of a run's words is no run, and nobody's 0.
    if (error instanceof CommanderError && error.exitCode === 0 && place.run === undefined) return exitCodes.go;
    const ending = error instanceof CommanderError ? misspoken(error) : endingOf(error);
    const { exitCode: code, message } = meaningOf(ending);
    // Commander has said its errors by itself.
    if (!(error instanceof CommanderError)) process.stderr.write(`gonogo: ${message}\n`);
    if (place.run !== undefined) await leaveUnfinished(place.run, ending);
    return code;
  }
}

function misspoken({ message }: CommanderError): Ending {
  return { kind: 'usage', message: message.replace(/^error: /, '') };
}

function words(place: Place, ends: (exitCode: number) => void): Command {
  const program = new Command('gonogo')
    .description('May this release go to production? GO means proof.')
    .version(version)
    .exitOverride()
    .configureHelp({ helpWidth: 80 })
    .addHelpText(
      'after',
      `
Examples:
  gonogo verify                       everything, against the configured staging
  gonogo verify --profile smoke       each functional check once, a short load
  gonogo verify --only 'journeys/**'  a part of it (never a GO)
  gonogo explain journeys/guest-checkout

Exit codes: 0 GO, 1 NO-GO, 2 usage or configuration, 3 INCONCLUSIVE,
5 awaiting approval, 70 a defect of gonogo, 130/143 interrupted.`,
    );

  selecting(program.command('verify'))
    .description('run journeys, integration checks and load, and give the verdict')
    .option('--wait-for-release <duration>', 'wait until staging runs the release, such as 10m', duration)
    .option('--headed', 'show the browser')
    .option('--out <dir>', 'where runs are kept', 'reports')
    .option('--json', 'print verdict.json on stdout, and nothing else there')
    .action(async (options: VerifyOptions) => ends(await verify(options, place)));

  selecting(program.command('plan').helpGroup('More:'))
    .description('what would run, how long, how many requests; sends nothing')
    .option('--json', 'print the plan as JSON')
    .action(async (options: SelectOptions & { json?: true }) => ends(await showPlan(options, place)));

  program
    .command('explain <check>')
    .description('why a check got its outcome, and where its evidence lies')
    .option('--run <dir>', 'the run', 'reports/latest')
    .action(async (check: string, options: { run: string }) => ends(await explain(check, options.run)));

  program
    .command('judge <run>')
    .helpGroup('More:')
    .description('judge a run again from its evidence and re-write its reports')
    .option('--json', 'print verdict.json on stdout')
    .action(async (run: string, options: { json?: true }) => ends(await judge(run, options)));

  program
    .command('doctor')
    .description('is everything here that a run needs?')
    .action(async () => ends(await doctor(place)));
  return program;
}

function selecting(command: Command): Command {
  return command
    .option('--target <url>', 'verify this address instead of the configured one')
    .option('--staging <file>', 'a staging record, as "npm run staging" writes it')
    .option('--release <id>', 'the release asked for: version, commit or digest')
    .addOption(new Option('--profile <name>', 'how much').choices(['smoke', 'standard', 'full']).default('standard'))
    .option('--only <patterns...>', 'only checks whose ids match (* within a part, ** across)');
}

function duration(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  const unit = { s: 1000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  if (match === null || unit === undefined) throw new InvalidArgumentError('Say a number with s, m or h, such as 10m.');
  return Number(match[1]) * unit;
}
