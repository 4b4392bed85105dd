import { refuseMiscount, type JunitTest } from './junit-counts.js';
import { momentIn } from './moment.js';
import { gravity, ReportFlaw, type ForeignReport, type ForeignTest, type Moment } from './report.js';
import { readXml, type XmlElement } from './strict-xml.js';

// No standard names them: these are what tools write into `status` and `result` of a test.
const words: Readonly<Record<ForeignTest['outcome'], readonly string[]>> = {
  passed: ['run', 'passed', 'pass', 'success', 'successful', 'ok', 'completed'],
  failed: ['failed', 'fail', 'failure', 'error', 'errored'],
  flaky: ['flaky'],
  skipped: ['skipped', 'notrun', 'disabled', 'suppressed', 'ignored', 'pending'],
};

/** What an element inside a test makes of it; undefined: nothing. Maven's surefire has the words with flaky and rerun. */
const meanings: ReadonlyMap<string, ForeignTest['outcome'] | undefined> = new Map([
  ['failure', 'failed'],
  ['error', 'failed'],
  ['rerunFailure', 'failed'],
  ['rerunError', 'failed'],
  ['flakyFailure', 'flaky'],
  ['flakyError', 'flaky'],
  ['skipped', 'skipped'],
  ['properties', undefined],
  ['system-out', undefined],
  ['system-err', undefined],
]);

/**
 * JUnit XML, as its many tools write it: what any of them counts has to agree, and a word that is none of the known
 * ones is a flaw.
 * @throws ReportFlaw
 */
export function readJunit(text: string): ForeignReport {
  const root = readXml(text);
  if (root.name !== 'testsuites' && root.name !== 'testsuite')
    throw new ReportFlaw('unparsable', `Its outermost element is <${root.name}>, not <testsuites> or <testsuite>.`);
  return { tests: testsIn(root), moments: momentsIn(root) };
}

/** Of suites and of tests: some tools say it of these too. */
function momentsIn({ name, attributes, children }: XmlElement): Moment[] {
  const at = attributes['timestamp'];
  return [...(at === undefined ? [] : [momentIn(at, `A <${name}>`)]), ...children.flatMap(momentsIn)];
}

function testsIn(suite: XmlElement): JunitTest[] {
  const tests = suite.children.flatMap((child) => {
    if (child.name === 'testcase') return [testOf(child)];
    if (child.name === 'testsuite') return testsIn(child);
    if (meanings.has(child.name) && meanings.get(child.name) === undefined) return [];
    throw new ReportFlaw(
      'unknown-status',
      `It has a <${child.name}> in a <${suite.name}>: what that means is not known.`,
    );
  });
  refuseMiscount(suite, tests);
  return tests;
}

function testOf({ attributes, children }: XmlElement): JunitTest {
  const name = attributes['name'];
  if (name === undefined) throw new ReportFlaw('unparsable', 'It has a <testcase> without a name.');
  const title = [attributes['classname'], name].filter((part) => part !== undefined && part !== '').join(' › ');
  refuseTime(attributes['time'], title);
  const told = children.flatMap((child) => {
    if (!meanings.has(child.name))
      throw new ReportFlaw('unknown-status', `“${title}” has a <${child.name}>: what that means is not known.`);
    const outcome = meanings.get(child.name);
    return outcome === undefined ? [] : [{ outcome, message: messageOf(child), whole: wordsIn(child) }];
  });
  const said = ['status', 'result'].flatMap((key) => saidOutcome(attributes[key], title));
  const outcomes = [...told.map(({ outcome }) => outcome), ...said];
  const outcome = gravity.find((one) => outcomes.includes(one)) ?? 'passed';
  const message = told.find((one) => one.outcome === 'failed')?.message;
  return {
    title,
    outcome,
    troubles: Math.max(told.filter((one) => one.outcome === 'failed').length, outcome === 'failed' ? 1 : 0),
    ...(message === undefined || message === '' ? {} : { message }),
    ...(outcome === 'failed' || outcome === 'flaky' ? { whole: told.flatMap(({ whole }) => whole) } : {}),
  };
}

function saidOutcome(word: string | undefined, title: string): ForeignTest['outcome'][] {
  if (word === undefined) return [];
  const outcome = gravity.find((one) => words[one].includes(word.toLowerCase()));
  if (outcome === undefined) throw new ReportFlaw('unknown-status', `“${title}” is said to be "${word}".`);
  return [outcome];
}

function messageOf({ attributes, text }: XmlElement): string {
  const message = attributes['message'];
  return message === undefined || message === '' ? text : message;
}

/** Its kind, its message and its text, those of what is inside it too: the message alone is often the same for all failures. */
function wordsIn({ attributes, text, children }: XmlElement): string[] {
  const own = [attributes['type'], attributes['message'], text].flatMap((word) => word ?? []);
  return [...own, ...children.flatMap(wordsIn)];
}

/** Seconds; Maven's surefire groups the thousands. */
function refuseTime(time: string | undefined, title: string): void {
  if (time !== undefined && !/^\d[\d,]*\.?\d*(e[+-]?\d+)?$/i.test(time))
    throw new ReportFlaw('invalid-number', `“${title}” took "${time}" seconds.`);
}
