import type { Attribution, Outcome, ReasonCode } from './check.js';

/** What a reason code says of a check, and whose matter it is unless the facts name somebody else. */
export interface ReasonMeaning {
  outcome: Exclude<Outcome, 'passed'>;
  attribution: Attribution;
  sentence: string;
}

/** Every reason code once: a check with this reason has this outcome. `docs/verdict.md` is made from it. */
export const reasonMeanings: Readonly<Record<ReasonCode, ReasonMeaning>> = {
  'assertion-failed': {
    outcome: 'failed',
    attribution: 'product',
    sentence: 'The test found something else than it expected.',
  },
  'step-timed-out': { outcome: 'failed', attribution: 'product', sentence: 'A step did not finish within its time.' },
  'limit-exceeded': { outcome: 'failed', attribution: 'product', sentence: 'The limit is proven to be exceeded.' },
  'slower-than-before': {
    outcome: 'failed',
    attribution: 'product',
    sentence: 'It is slower than before, or costs more, by more than the policy allows.',
  },
  'slower-under-load': {
    outcome: 'failed',
    attribution: 'product',
    sentence: 'Its pages are slower while load runs, by more than the policy allows.',
  },
  grows: {
    outcome: 'failed',
    attribution: 'product',
    sentence: 'It grows while load lasts, by more than the policy allows.',
  },
  findings: { outcome: 'failed', attribution: 'product', sentence: 'The pages hold findings.' },
  'unexpectedly-passed': {
    outcome: 'failed',
    attribution: 'product',
    sentence: 'A test that is marked as failing passes: the mark is wrong.',
  },
  'passed-on-retry': {
    outcome: 'flaky',
    attribution: 'product',
    sentence: 'It failed first and passed when tried again.',
  },

  unparsable: { outcome: 'errored', attribution: 'harness', sentence: 'What was recorded cannot be read.' },
  'counts-disagree': { outcome: 'errored', attribution: 'harness', sentence: 'Figures that must agree do not.' },
  'invalid-number': { outcome: 'errored', attribution: 'harness', sentence: 'A figure is negative or not a number.' },
  'unknown-status': { outcome: 'errored', attribution: 'harness', sentence: 'A status is none of the known ones.' },
  'duplicate-evidence': {
    outcome: 'errored',
    attribution: 'harness',
    sentence: 'There is more than one record of one thing.',
  },
  'no-assertions': {
    outcome: 'errored',
    attribution: 'harness',
    sentence: 'The test passed without a single assertion.',
  },
  'cannot-go-red': {
    outcome: 'errored',
    attribution: 'harness',
    sentence: 'The gate passes with evidence that is known to be bad, so its passing proves nothing.',
  },
  'script-threw': { outcome: 'errored', attribution: 'harness', sentence: 'The script threw where nothing caught it.' },

  'not-started': { outcome: 'missing', attribution: 'harness', sentence: 'The run ended before this was begun.' },
  'no-evidence': { outcome: 'missing', attribution: 'harness', sentence: 'Nothing was recorded.' },
  'no-tests': { outcome: 'missing', attribution: 'harness', sentence: 'No test answers to this check.' },
  'runner-died': { outcome: 'missing', attribution: 'harness', sentence: 'The tool died before it was through.' },
  'runner-timed-out': {
    outcome: 'missing',
    attribution: 'harness',
    sentence: 'The tool was stopped at its time limit.',
  },
  interrupted: { outcome: 'missing', attribution: 'harness', sentence: 'The run was interrupted.' },
  'setup-failed': { outcome: 'missing', attribution: 'environment', sentence: 'What has to be set up first failed.' },
  'staging-unreachable': { outcome: 'missing', attribution: 'environment', sentence: 'Staging did not answer.' },
  'staging-died': {
    outcome: 'missing',
    attribution: 'environment',
    sentence: 'Staging stopped answering during the run.',
  },
  'evidence-removed': {
    outcome: 'missing',
    attribution: 'harness',
    sentence: 'Evidence was removed or changed after it was sealed.',
  },
  'no-identity': {
    outcome: 'missing',
    attribution: 'environment',
    sentence: 'Staging does not say which release it is.',
  },
  'partial-run': { outcome: 'missing', attribution: 'harness', sentence: 'Only a part of the plan was run.' },
  configuration: { outcome: 'missing', attribution: 'harness', sentence: 'What was asked for makes no sense.' },
  defect: { outcome: 'missing', attribution: 'harness', sentence: 'gonogo itself is broken.' },

  'skipped-by-test': { outcome: 'skipped', attribution: 'harness', sentence: 'The test skipped itself.' },
  'depends-on-failed-setup': {
    outcome: 'skipped',
    attribution: 'environment',
    sentence: 'It was skipped, since its set-up failed.',
  },

  'over-age': { outcome: 'stale', attribution: 'harness', sentence: 'The evidence is too old, or from the future.' },

  'wrong-release': {
    outcome: 'mismatched',
    attribution: 'environment',
    sentence: 'Staging is another release than the one asked for.',
  },
  'mixed-replicas': {
    outcome: 'mismatched',
    attribution: 'environment',
    sentence: 'Replicas of staging are different releases.',
  },
  'subject-changed': {
    outcome: 'mismatched',
    attribution: 'environment',
    sentence: 'Staging became another release during the run.',
  },
  'wrong-run': { outcome: 'mismatched', attribution: 'harness', sentence: 'The evidence belongs to another run.' },

  'zero-samples': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'Nothing was measured that the limit speaks of.',
  },
  'too-few-samples': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'So few samples cannot prove the limit.',
  },
  'interval-straddles-limit': {
    outcome: 'insufficient',
    attribution: 'product',
    sentence: 'The samples prove neither that the limit is kept nor that it is exceeded.',
  },
  'not-steady': {
    outcome: 'insufficient',
    attribution: 'product',
    sentence: 'The limit is kept on the whole and exceeded at the end: it gets worse while load lasts.',
  },
  'slower-than-itself': {
    outcome: 'insufficient',
    attribution: 'environment',
    sentence: 'The same release measured twice comes out slower: something here favours one place.',
  },
  'no-baseline': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'There are too few earlier runs to be compared with.',
  },
  'generator-saturated': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'The load generator was at its own limit, or at that of caps.requests.',
  },
  'dropped-iterations': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'Load that was planned was never sent.',
  },
  'iterations-cut-off': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'Requests still waited for their answers when the time was over, and were not counted.',
  },
  'load-missing': {
    outcome: 'insufficient',
    attribution: 'harness',
    sentence: 'The load was not there for as long as was measured beside it.',
  },
  'fails-without-load': {
    outcome: 'insufficient',
    attribution: 'product',
    sentence: 'It fails without load as well, so what load does to it is not known.',
  },
  'third-party-down': { outcome: 'insufficient', attribution: 'third-party', sentence: 'A third party was down.' },
};
