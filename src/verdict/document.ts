import { attribution, type Outcome } from '../records/check.js';
import { reasonMeanings } from '../records/reason.js';
import { standing, type Standing } from '../records/waiver.js';
import { exitCodes } from './exit-codes.js';
import { effects, rank, type Effect } from './table.js';

/** `docs/verdict.md`, made from the very tables that decide. */
export function verdictDocument(): string {
  return `${[
    '# The verdict',
    '<!-- Made from src/verdict/table.ts, exit-codes.ts, src/records/reason.ts and waiver.ts: `UPDATE=1 npx vitest run src/verdict/document.test.ts` -->',
    'GO means: every planned blocking check left evidence that is present, complete, readable, fresh, bound to this release, this target and this run, validly measured, and within its limits. Anything else is not GO.',
    '## From a blocking check to the verdict',
    'An advisory check is shown and never decides. Which release staging is always decides.',
    table(['outcome', 'whose matter it is', 'the verdict becomes'], effectRows()),
    `The strongest word wins: ${rank.join(', ')}. A flaky check counts as passed while no more checks are flaky than \`flakeBudget\` allows (none by default), and is named in the first sentence; beyond that, or with evidence too old, it does not.`,
    '## What is excepted',
    'A waiver in force makes its own `failed` or `flaky` check count as passed, whoever’s matter it is; no other outcome, and never a safety check. A quarantine in force makes its check advise. Neither rewrites an outcome or a total; both are named in the first sentence, and every entry is listed with what it is worth: the first of these that is true of it.',
    table(['an entry is', 'if'], standingRows()),
    'Its end is compared with the moment of judging and everything else with the moment of the plan, so that judging later never helps.',
    '## What keeps a whole run from GO',
    'A part of the plan (`--only`); a plan without a blocking check or without the check of the release; a required check that the plan does not have; another policy, waivers or quarantine than the plan was drawn up with; evidence that was never sealed, or that was removed, changed, doubled or added after it was sealed; a test or limit that ran without being planned; errors outside of any test. Each makes the run INCONCLUSIVE at least.',
    '## Which cause comes first',
    'Checks that fell short in the same way are one cause, headed by the one that failed after the fewest steps. Causes of a NO-GO come first. Among these, what hits the checks that the policy requires does, in the order of `required`; then the fewest steps, then the order of the plan.',
    '## Exit codes',
    "A tool's own exit code is never passed through.",
    table(['exit code', 'meaning'], exitRows()),
    '## Reason codes',
    "Every outcome but `passed` carries one. A failed or flaky check is a third party's matter if one that it depends on was down by its own health probe while it was measured (5 s more on both sides), and the environment's if it is one of `environment/`.",
    table(['outcome', 'reason code', 'whose matter it is', 'what it says'], reasonRows()),
    '## How some evidence is read',
    list([
      'A test that failed and then passed is `flaky`. Only as many attempts count as the policy allows: a pass after that is none.',
      'A test marked as failing (`test.fail()`) never passes: failing as expected it shows a known defect (`assertion-failed`), passing it shows that the mark is wrong (`unexpectedly-passed`).',
      'A failure stays a failure when a later attempt is skipped or interrupted, and when its evidence grows old.',
      'A limit of load is judged from exact counts, with 95 % confidence on either side; between the two it is `insufficient`. No samples never pass.',
      'A request that got no answer is beyond every upper limit on its duration, and proves nothing about a lower one.',
      'Iterations that were dropped or cut off, scripts that threw, requests that a script sent to no host of the run, a generator that was killed: no pass can come of it. What is proven to be exceeded all the same stays exceeded, unless the shortfall could itself be the cause (a sum with any of them, what a script made of requests that never left, a time with dropped iterations where the tool does not tell how late it was itself).',
      'A generator that was late itself has measured its own lateness. It tells by second how late it was: an excess of a limit on a duration must be proven even if no answer lay beyond it in the seconds in which the generator was later than a tenth of the excess, and a pass hold even if everything did in the seconds in which it was later than a second. What does not is `generator-saturated`, and so is what is neither kept nor exceeded for sure, if it would be kept without what lay beyond the limit while the generator was later than a tenth of the limit itself.',
      'What a run keeps of an earlier one (`--resume`) counts with its own age, only where the plan names it, and only when staging is the same version, commit and digest as it was then.',
      'The release is looked at before, during and after. Every look before and after must be answered, at least one during, and all answers must be the release that was asked for.',
    ]),
  ].join('\n\n')}\n`;
}

function effectRows(): string[][] {
  return (Object.keys(effects) as Outcome[]).flatMap((outcome) => {
    const row = effects[outcome];
    const kinds = [...new Set(attribution.options.map((whose) => row[whose]))];
    return kinds.map((effect) => {
      const whose = attribution.options.filter((one) => row[one] === effect);
      return [`\`${outcome}\``, kinds.length === 1 ? "anybody's" : whose.join(', '), wordOf(effect)];
    });
  });
}

function wordOf(effect: Effect): string {
  switch (effect) {
    case 'none':
      return 'no worse';
    case 'spends-flake-budget':
      return 'no worse within the flake budget, NO-GO over it';
    case 'NO-GO':
    case 'INCONCLUSIVE':
      return effect;
  }
}

const standings: Readonly<Record<Standing, string>> = {
  'own-approval': 'its owner approved it',
  'not-waivable': 'its check is a safety check (for a quarantine: or a required one), or neither failed nor was flaky',
  expired: 'its end has come: `expires` itself is the first moment without it',
  'not-yet-valid': 'it holds from a moment after the run was planned',
  orphaned: 'no check of the plan answers to it',
  'beyond-horizon': 'it would last longer than the policy allows',
  'too-many': 'more checks are in quarantine than the policy allows',
  'not-needed': 'it is in force, and its check passed without it',
  'other-failure': 'its check fell short in another way than the one that was waived',
  live: 'it is in force, and its check fell short',
};

function standingRows(): string[][] {
  return standing.options.map((one) => [`\`${one}\``, standings[one]]);
}

const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  go: 'GO',
  noGo: 'NO-GO, with the file that says so already on disk',
  usage: 'usage or configuration error: nothing was sent',
  inconclusive: 'INCONCLUSIVE, also when the set-up failed',
  refused: 'release refused by the guard',
  awaitingApproval: 'AWAITING-APPROVAL',
  defect: 'defect of gonogo itself',
  interruptedBySigint: 'interrupted by SIGINT; the file says INCONCLUSIVE',
  interruptedBySigterm: 'interrupted by SIGTERM; the file says INCONCLUSIVE',
};

function exitRows(): string[][] {
  return (Object.keys(exitMeanings) as (keyof typeof exitCodes)[]).map((key) => [
    String(exitCodes[key]),
    exitMeanings[key],
  ]);
}

function reasonRows(): string[][] {
  return Object.entries(reasonMeanings).map(([code, { outcome, attribution: whose, sentence }]) => [
    `\`${outcome}\``,
    `\`${code}\``,
    whose,
    sentence,
  ]);
}

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
