import type { ForeignMeasured, ReportFormat } from '../records/foreign.js';
import { fellShort, passed, type Judgement } from './judgement.js';
import { plainSentence } from './test-error.js';

/**
 * Judges what a command of another tool reported. `format` and `minTests` are the plan's. Figures that contradict themselves are
 * believed in nothing; a failure stays one whatever else fell short; and a pass is one only if every test ran and the
 * command itself says so too.
 */
export function outcomeOfForeign(measured: ForeignMeasured, format: ReportFormat, minTests = 1): Judgement {
  const { tests, failed, flaky, skipped, exitCode, failures, shortfall, period } = measured;
  const nouns = format === 'k6-summary' ? { one: 'threshold', many: 'thresholds' } : { one: 'test', many: 'tests' };
  const count = (n: number): string => `${n} ${n === 1 ? nouns.one : nouns.many}`;
  const facts = {
    durationMs: period.durationMs,
    expected: `every ${nouns.one} passes, and the command ends with exit code 0`,
    actual: `${inWords(measured)}; exit code ${exitCode}`,
  };
  const flaw = flawOf(measured, format);
  if (flaw !== undefined) return fellShort('counts-disagree', flaw, facts);
  const by = measured.tool === undefined ? '' : ` (${plainSentence(measured.tool)})`;
  if (failed > 0) {
    const [first] = failures;
    const what = first === undefined ? '' : `: “${first.title}”: ${plainSentence(first.message)}`;
    const reasonCode = format === 'k6-summary' ? 'limit-exceeded' : 'assertion-failed';
    return fellShort(reasonCode, `${failed} of ${count(tests)} failed${what}`, {
      ...facts,
      ...(first === undefined ? {} : { failingStep: first.title }),
      // Each by its name: a waiver of one failure must not cover another.
      steps: failures.map(({ title, message }) => ({
        // What a threshold came to differs each time.
        title: format === 'k6-summary' ? title : `${title}: ${plainSentence(message)}`,
        durationMs: 0,
        failed: true,
      })),
    });
  }
  if (tests === 0) return fellShort('no-tests', `The report${by} holds no ${nouns.one}.`, facts);
  if (tests < minTests) {
    const message = `The report${by} holds ${count(tests)}, and staging.config.ts wants ${minTests} at least.`;
    return fellShort('no-tests', message, facts);
  }
  if (exitCode !== 0) {
    const message = `The command ended with exit code ${exitCode}, and its report${by} shows no failure: something went wrong that no ${nouns.one} tells.`;
    return fellShort('counts-disagree', message, facts);
  }
  if (shortfall !== undefined) return fellShort(shortfall.reasonCode, shortfall.message, facts);
  if (skipped > 0) return fellShort('skipped-by-test', `${skipped} of ${count(tests)} did not run.`, facts);
  if (flaky > 0)
    return fellShort('passed-on-retry', `${flaky} of ${count(tests)} failed first and passed when tried again.`, facts);
  return passed(`${count(tests)} passed${by}.`, facts);
}

function flawOf({ format, tests, passed, failed, flaky, skipped, failures }: ForeignMeasured, planned: ReportFormat) {
  if (format !== planned) return `A ${planned} report was planned, and the evidence is a ${format} report.`;
  if (tests !== passed + failed + flaky + skipped)
    return `Of ${tests} in all, ${passed} passed, ${failed} failed, ${flaky} were flaky and ${skipped} skipped.`;
  if (failures.length > failed) return `${failures.length} failures are told of, and ${failed} counted.`;
  return undefined;
}

function inWords({ passed, failed, flaky, skipped }: ForeignMeasured): string {
  const counts = Object.entries({ passed, failed, flaky, skipped }).filter(([, n]) => n > 0);
  return counts.length === 0 ? 'none' : counts.map(([word, n]) => `${n} ${word}`).join(', ');
}
