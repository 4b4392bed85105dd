import { Command, CommanderError, Option } from 'commander';
import { duration, kept, selecting } from './cli-options.js';
import { pastRuns } from './cli-past-runs.js';
import type { JudgeOptions } from './commands/judge.js';
import type { ReleaseOptions } from './commands/release.js';
import type { Place, SelectOptions, VerifyOptions } from './options.js';
import { exitCodes } from './verdict/exit-codes.js';
import { endingOf, meaningOf, type Ending } from './verdict/unfinished.js';
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
    if (place.run !== undefined) await (await import('./run-folder/unfinished.js')).leaveUnfinished(place.run, ending);
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
4 release refused, 5 awaiting approval, 70 a defect of gonogo,
130/143 interrupted.`,
    );

  // Each word loads what it needs: the guard in production's pipeline drives no browser.
  selecting(program.command('verify'))
    .description('run journeys, integration checks and load, and give the verdict')
    .option('--wait-for-release <duration>', 'wait until staging runs the release, such as 10m', duration)
    .option('--headed', 'show the browser')
    .option('--resume <run>', 'measure again only what was inconclusive in that run')
    .addOption(kept())
    .option('--json', 'print verdict.json on stdout, and nothing else there')
    .action(async (said: VerifyOptions, command: Command) => {
      const options = { ...said, profileIsDefault: command.getOptionValueSource('profile') === 'default' };
      ends(await (await import('./verify.js')).verify(options, place));
    });

  program
    .command('sign <run>')
    .description('sign what a run found, whatever it is')
    .requiredOption('--key <file>', 'the private key, as "gonogo keys new" makes it')
    .option('--ledger <file>', 'record the run there')
    .action(async (run: string, options: { key: string; ledger?: string }) =>
      ends(await (await import('./commands/sign.js')).signRun(run, options)),
    );

  program
    .command('release')
    .description("the guard in production's pipeline: 0 for a fresh GO of exactly this, else 4")
    .requiredOption('--artifact <digest>', 'what is to be released, sha256:…')
    .requiredOption('--commit <sha>', 'the whole commit that it was built from')
    .requiredOption('--bundle <dir>', 'the signed run')
    .requiredOption('--trust <file>', "production's trust.json")
    .option('--ledger <file>', 'all runs so far')
    .option('--author <person>', 'who made the change: nobody approves their own')
    .action(async (options: ReleaseOptions) => ends(await (await import('./commands/release.js')).release(options)));

  selecting(program.command('plan').helpGroup('More:'))
    .description('what would run, how long, how many requests; sends nothing')
    .addOption(kept())
    .option('--json', 'print the plan as JSON')
    .action(async (options: SelectOptions & { out: string; json?: true }) =>
      ends(await (await import('./commands/plan.js')).showPlan(options, place)),
    );

  program
    .command('explain <check>')
    .helpGroup('More:')
    .description('why a check got its outcome, and where its evidence lies')
    .option('--run <dir>', 'the run', 'reports/latest')
    .action(async (check: string, options: { run: string }) =>
      ends(await (await import('./commands/explain.js')).explain(check, options.run)),
    );

  program
    .command('judge <runs...>')
    .helpGroup('More:')
    .description(
      'judge runs again from their evidence and write their reports anew, or ask what another policy would make of them',
    )
    .option('--policy <file>', 'say which verdicts would flip by this policy; writes nothing')
    .option('--trust <file>', "count the run's approvals by production's trust.json")
    .option('--author <person>', 'who made the change: nobody approves their own')
    .option('--json', 'print the outcome as JSON on stdout')
    .action(async (runs: string[], options: JudgeOptions) =>
      ends(await (await import('./commands/judge.js')).judge(runs, options)),
    );

  program
    .command('waive <check>')
    .helpGroup('More:')
    .description('print an entry for waivers.yaml that waives a failure of this check')
    .option('--run <dir>', 'the run', 'reports/latest')
    .action(async (check: string, options: { run: string }) =>
      ends(await (await import('./commands/waive.js')).waive(check, options.run)),
    );

  program
    .command('approve <run>')
    .helpGroup('More:')
    .description('approve exactly what a run found')
    .requiredOption('--key <file>', 'your private key')
    .addOption(
      new Option('--for <duration>', 'how long it is good').argParser(duration).default(duration('24h'), '24h'),
    )
    .action(async (run: string, options: { key: string; for: number }) =>
      ends(await (await import('./commands/approve.js')).approve(run, { key: options.key, forMs: options.for })),
    );

  program
    .command('keys')
    .helpGroup('More:')
    .description('keys to sign and approve with')
    .command('new')
    .description('make an Ed25519 key, and its lines for trust.json')
    .requiredOption('--out <file>', 'where the private key is written')
    .action(async (options: { out: string }) => ends(await (await import('./commands/keys.js')).keysNew(options)));

  pastRuns(program, place, ends);

  program
    .command('snapshot')
    .helpGroup('More:')
    .description('read production through the readers of parity.yaml, for staging to be compared with')
    .requiredOption('--out <file>', 'where the snapshot is written')
    .action(async (options: { out: string }) =>
      ends(await (await import('./commands/snapshot.js')).snapshotProduction(options, place)),
    );

  program
    .command('doctor')
    .helpGroup('More:')
    .description('is everything here that a run needs? Exits 0 if so, else 3')
    .action(async () => ends(await (await import('./commands/doctor.js')).doctor(place)));
  return program;
}
