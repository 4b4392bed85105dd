import { UsageError } from '../records/usage-error.js';
import type { Scales } from '../release/approvals.js';
import { withApprovals } from '../release/approved.js';
import { bundleIn, type Judgement } from '../release/bundle.js';
import { judgeRun } from '../run-folder/judge.js';
import { exitCodeOf } from '../verdict/exit-codes.js';
import { trustIn } from './trust-file.js';

interface CountingOptions {
  trust?: string | undefined;
  author?: string | undefined;
  json?: true;
}

/** Says one judged run on stdout. @returns the exit code of what was said. */
type SayJudged = (runDir: string, judgement: Judgement) => number;

/**
 * How runs are said to be judged: with `--trust`, what the approvals beside each make of its verdict. Approvals change
 * nothing on disk.
 * @throws UsageError when the approvals cannot be counted: before any run is touched.
 */
export function sayJudged({ trust, author, json }: CountingOptions): SayJudged {
  const say = (lines: readonly string[], value: unknown): void =>
    void process.stdout.write(json === true ? `${JSON.stringify(value, null, 2)}\n` : `${lines.join('\n')}\n`);

  if (trust === undefined && author === undefined)
    return (runDir, { verdict }) => {
      const how = `Have its approvals counted: gonogo judge ${runDir} --trust <trust.json> --author <person>`;
      say(verdict.verdict === 'AWAITING-APPROVAL' ? [verdict.headline, how] : [verdict.headline], verdict);
      return verdict.exitCode;
    };

  const scales = scalesOf({ trust, author });
  return (runDir, judgement) => {
    const { runId, verdict, exitCode, headline } = judgement.verdict;
    const approval = withApprovals(bundleIn(runDir, judgeRun), judgement, scales);
    if (approval === undefined) {
      say([headline], { runId, verdict, exitCode, headline });
      return exitCode;
    }
    const { said, weighed } = approval;
    const code = exitCodeOf[approval.verdict];
    say(said, { runId, verdict: approval.verdict, exitCode: code, headline: said[0], approvals: weighed });
    return code;
  };
}

/** By what approvals are weighed. @throws UsageError */
export function scalesOf({ trust, author }: Pick<CountingOptions, 'trust' | 'author'>): Omit<Scales, 'asked'> {
  if (trust === undefined || author === undefined || author.trim() === '')
    throw new UsageError('Approvals are counted with both --trust and --author: nobody approves their own change.');
  return { trust: trustIn(trust), author, now: new Date().toISOString() };
}
