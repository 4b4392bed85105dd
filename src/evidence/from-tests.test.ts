import { expect, test } from 'vitest';
import type { PlannedCheck } from '../records/plan.js';
import type { TestStreamLine } from '../records/test-stream.js';
import type { Exit } from './converted.js';
import { recordsOfTestStream } from './from-tests.js';

const at = '2026-11-20T12:00:00.000Z';
const file = 'suites/journeys/guest-checkout.spec.ts';
const row = { title: 'Guest checkout', stage: 'journeys', tier: 'blocking' as const, thirdParties: [] };
const planned: PlannedCheck[] = [
  {
    ...row,
    id: 'journeys/guest-checkout',
    source: { kind: 'test', file, line: 3, project: 'journeys', title: 'pays' },
  },
  {
    ...row,
    id: 'journeys/guest-checkout@accessible',
    source: { kind: 'derived', of: 'journeys/guest-checkout', tag: '@accessible' },
  },
];

type Attempt = Extract<TestStreamLine, { type: 'attempt' }>;
type Status = Attempt['attempt']['status'];

function attempt(status: Status, retry = 0, change: Partial<Attempt> = {}): Attempt {
  const body = { status, startedAt: at, durationMs: 5, steps: [], errors: [], assertions: 1, attachments: [] };
  const derived: Attempt['derived'] = [{ tag: '@accessible', pages: 2, findings: [] }];
  const test = { file, line: 3, project: 'journeys', title: 'pays', expectedStatus: 'passed' as const };
  return { type: 'attempt', at, ...test, retry, attempt: body, derived, ...change };
}

const begin: TestStreamLine = { type: 'begin', at, runId: 'run-1', tests: 1 };
const end = (
  attempts: number,
  status: 'passed' | 'failed' | 'timedout' | 'interrupted' = 'passed',
  errors: string[] = [],
): TestStreamLine => ({
  ...{ type: 'end', at, status, attempts, errors },
});

function convert(lines: (TestStreamLine | string)[] | undefined, exit: Exit = { code: 0 }) {
  const stream = lines?.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
  return recordsOfTestStream({ runId: 'run-1', recordedAt: at, raw: [], planned, stream, exit });
}

/** What came of the test, of its derived check, and of the run. */
function told(...given: Parameters<typeof convert>): string[] {
  const { records, problems } = convert(...given);
  const words = records.map(({ measured }) => (measured.kind === 'not-measured' ? measured.reasonCode : measured.kind));
  return [...words, ...problems.map(({ check, reasonCode }) => `${check}: ${reasonCode}`)];
}

test('a passed test becomes its record, and that of its derived check', () => {
  const { records, problems } = convert([begin, attempt('passed'), end(1)]);
  expect(problems).toEqual([]);
  expect(records.map(({ check }) => check)).toEqual(planned.map(({ id }) => id));
  expect(records[1]?.measured).toEqual({
    kind: 'derived',
    pages: 2,
    findings: [],
    period: { startedAt: at, durationMs: 5 },
  });
});

test('all attempts of a test are in its record, in order, and derived checks come from the last', () => {
  const findings = [{ what: 'no alt text', where: '/' }];
  const last = attempt('passed', 1, { derived: [{ tag: '@accessible', pages: 3, findings }] });
  const { records } = convert([begin, last, attempt('failed', 0), end(2)]);
  expect(records[0]?.measured).toMatchObject({ attempts: [{ status: 'failed' }, { status: 'passed' }] });
  expect(records[1]?.measured).toMatchObject({ pages: 3, findings });
});

const setup = (status: Status) =>
  attempt(status, 0, { file: 'suites/setup/sign-in.setup.ts', title: 'signs in', project: 'setup' });

test.each<[string, Parameters<typeof convert>, string[]]>([
  ['no stream', [undefined, { code: 1 }], ['runner-died', 'runner-died']],
  [
    'no stream, out of time',
    [undefined, { code: null, stopped: 'timed-out' }],
    ['runner-timed-out', 'runner-timed-out'],
  ],
  ['an empty stream', [[], { code: 1 }], ['runner-died', 'runner-died']],
  ['a runner that died before the test', [[begin], { code: null }], ['runner-died', 'runner-died']],
  [
    'a runner that died after the test',
    [[begin, attempt('passed')], { code: null }],
    ['test', 'derived', 'run: runner-died'],
  ],
  [
    'an interruption',
    [[begin, end(0, 'interrupted')], { code: 130, stopped: 'interrupted' }],
    ['interrupted', 'interrupted'],
  ],
  [
    'the time limit of the whole run',
    [[begin, end(0, 'timedout')], { code: 1 }],
    ['runner-timed-out', 'runner-timed-out'],
  ],
  ['no tests', [[{ ...begin, tests: 0 }, end(0)]], ['no-tests', 'no-tests']],
  [
    'a file that does not load',
    [[begin, end(0, 'failed', ['SyntaxError'])], { code: 1 }],
    ['no-tests', 'no-tests', 'run: script-threw'],
  ],
  [
    'a failed set-up',
    [[begin, setup('failed'), end(1, 'failed')], { code: 1 }],
    ['setup-failed', 'setup-failed', 'run: setup-failed'],
  ],
  [
    'a failed set-up that the test did not wait for',
    [[begin, setup('failed'), attempt('passed'), end(2, 'failed')], { code: 1 }],
    ['test', 'derived', 'run: setup-failed'],
  ],
  ['a set-up that passed', [[begin, setup('passed'), attempt('passed'), end(2)]], ['test', 'derived']],
  ['a stream that ends without the test', [[begin, end(0)]], ['no-evidence', 'no-evidence']],
  ['a lost line', [[begin, end(1)]], ['counts-disagree', 'counts-disagree', 'run: counts-disagree']],
  [
    'a lost first attempt',
    [[begin, attempt('passed', 1), end(2)]],
    ['counts-disagree', 'derived', 'run: counts-disagree'],
  ],
  ['an attempt twice', [[begin, attempt('passed'), attempt('passed'), end(2)]], ['counts-disagree', 'derived']],
  [
    'the stream of another run',
    [[{ ...begin, runId: 'run-0' }, attempt('passed'), end(1)]],
    ['wrong-run', 'wrong-run'],
  ],
  [
    'two streams in one',
    [[begin, attempt('passed'), end(1), begin, end(0)]],
    ['duplicate-evidence', 'duplicate-evidence', 'run: duplicate-evidence'],
  ],
  ['a line that cannot be read', [[begin, '{"type":"att', end(0)]], ['unparsable', 'unparsable', 'run: unparsable']],
  [
    'an unplanned test',
    [[begin, attempt('passed'), attempt('passed', 0, { title: 'new' }), end(2)]],
    ['test', 'derived', 'run: counts-disagree'],
  ],
  [
    'an error outside of any test',
    [[begin, attempt('passed'), end(1, 'failed', ['teardown'])], { code: 1 }],
    ['test', 'derived', 'run: script-threw'],
  ],
  [
    'an exit code that no test explains',
    [[begin, attempt('passed'), end(1)], { code: 1 }],
    ['test', 'derived', 'run: counts-disagree'],
  ],
  ['a tag that measured nothing', [[begin, attempt('passed', 0, { derived: [] }), end(1)]], ['test', 'no-evidence']],
  [
    'clean pages of a failed walk',
    [[begin, attempt('failed'), end(1, 'failed')], { code: 1 }],
    ['test', 'no-evidence'],
  ],
])('%s', (_, given, expected) => {
  expect(told(...given)).toEqual(expected);
});

test('a negative duration and an unknown status are told apart from what cannot be read at all', () => {
  const broken = attempt('passed');
  const negative = JSON.stringify({ ...broken, attempt: { ...broken.attempt, durationMs: -1 } });
  const unknown = JSON.stringify({ ...broken, attempt: { ...broken.attempt, status: 'great' } });
  expect(told([begin, negative, end(0)])[0]).toBe('invalid-number');
  expect(told([begin, unknown, end(0)])[0]).toBe('unknown-status');
});
