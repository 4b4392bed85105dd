import { refuseMiscount, type JunitTest } from './junit-counts.js';
import { ReportFlaw, type ForeignReport, type ForeignTest } from './report.js';
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

/** The worst first: a test that failed and was skipped then has failed. */
const gravity = ['failed', 'flaky', 'skipped', 'passed'] as const;

/**
 * JUnit XML, as its many tools write it: what any of them counts has to agree, and a word that is none of the known
 * ones is a flaw.
 * @throws ReportFlaw
 */
export function readJunit(text: string): ForeignReport {
  const root = readXml(text);
  if (root.name !== 'testsuites' && root.name !== 'testsuite')
    throw new ReportFlaw('unparsable', `Its outermost element is <${root.name}>, not <testsuites> or <testsuite>.`);
  const began: number[] = [];
  const tests = testsIn(root, began);
  return { tests, ...(began.length === 0 ? {} : { beganMs: Math.min(...began) }) };
}

function testsIn(suite: XmlElement, began: number[]): JunitTest[] {
  const at = instantOf(suite.attributes['timestamp']);
  if (at !== undefined) began.push(at);
  const tests = suite.children.flatMap((child) => {
    if (child.name === 'testcase') return [testOf(child)];
    if (child.name === 'testsuite') return testsIn(child, began);
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
    return outcome === undefined ? [] : [{ outcome, message: messageOf(child) }];
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

/** Seconds; Maven's surefire groups the thousands. */
function refuseTime(time: string | undefined, title: string): void {
  if (time !== undefined && !/^\d[\d,]*\.?\d*(e[+-]?\d+)?$/i.test(time))
    throw new ReportFlaw('invalid-number', `“${title}” took "${time}" seconds.`);
}

/** Milliseconds since 1970. Most tools leave the time zone out: then it is the latest moment that may be meant. */
function instantOf(timestamp: string | undefined): number | undefined {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(timestamp ?? '');
  if (parts === null) return undefined;
  const [, time = '', zone] = parts;
  const farthestWestMs = 12 * 3_600_000;
  const ms = zone === undefined ? Date.parse(`${time}Z`) + farthestWestMs : Date.parse(`${time}${zone}`);
  return Number.isFinite(ms) ? ms : undefined;
}
