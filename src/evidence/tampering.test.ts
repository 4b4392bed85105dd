import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { judgeRun } from '../commands/judge.js';
import { goodRecord } from '../policy/good-record.js';
import { parseLimit } from '../records/limit-expression.js';
import type { EvidenceRecord } from '../records/evidence.js';
import type { Plan, PlannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import type { Verdict } from '../records/verdict.js';
import { digestOf } from './digest.js';
import { openEvidence } from './store.js';

const place = mkdtempSync(path.join(tmpdir(), 'gonogo-tampering-'));
afterAll(() => rmSync(place, { recursive: true }));

const at = '2026-11-20T12:00:00.000Z';
const policy = policySchema.parse({ version: 1 });
const row = { title: 'a', stage: 'journeys', tier: 'blocking', thirdParties: ['payments'] } as const;
const checks: PlannedCheck[] = [
  { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } },
  { ...row, id: 'journeys/a', source: { kind: 'test', file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' } },
  { ...row, id: 'journeys/b', source: { kind: 'test', file: 'b.spec.ts', line: 1, project: 'journeys', title: 'b' } },
  {
    ...row,
    id: 'load/rush/pay',
    stage: 'load',
    source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit('http_req_failed', 'rate<0.1') },
  },
];

const files = [
  'plan.json',
  'policy.json',
  'evidence/checks.jsonl',
  'evidence/observations.jsonl',
  'evidence/seal.json',
  'evidence/raw.jsonl',
] as const;
type Files = Readonly<Partial<Record<(typeof files)[number], string>>>;

/** The files of a finished run, whose records are `worsened`. */
function run(
  runId: string,
  worsened: (record: EvidenceRecord) => EvidenceRecord | undefined = (record) => record,
): Files {
  const runDir = path.join(place, runId);
  const plan: Plan = {
    ...{
      schemaVersion: 1,
      runId,
      createdAt: at,
      gonogo: '0.1.0',
      profile: 'smoke',
      partial: false,
      gatherings: [],
      notChecked: [],
      checks,
    },
    requested: { release: '2.4.0', origin: '--release' },
    target: { name: 'shop', url: 'http://127.0.0.1:1/' },
    ...{ digests: { config: 'c', policy: digestOf(policy) }, tools: {} },
  };
  const writer = openEvidence(runDir, runId);
  writeFileSync(path.join(runDir, 'evidence/raw.jsonl'), 'what Playwright said\n');
  const raw = [writer.keep('evidence/raw.jsonl')];
  const context = { runId, requested: plan.requested, policy, now: at, health: [], problems: new Map() };
  writer.record(checks.flatMap((check) => worsened({ ...goodRecord(check, context), raw }) ?? []));
  for (const up of [true, false])
    writer.observe({ kind: 'health', health: { at, thirdParty: up ? 'payments' : 'mail', up, detail: '' } });
  writer.seal(digestOf(plan), { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false });
  writeFileSync(path.join(runDir, 'plan.json'), JSON.stringify(plan, null, 2));
  writeFileSync(path.join(runDir, 'policy.json'), JSON.stringify(policy, null, 2));
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(runDir, file), 'utf8')]));
}

/** Fails the first attempt of `journeys/b`; with `retried` it then passes. */
function failing(retried: boolean) {
  return (record: EvidenceRecord): EvidenceRecord => {
    const { measured } = record;
    if (record.check !== 'journeys/b' || measured.kind !== 'test') return record;
    const failures = measured.attempts.map((attempt) => ({ ...attempt, status: 'failed' as const }));
    return { ...record, measured: { ...measured, attempts: retried ? [...failures, ...measured.attempts] : failures } };
  };
}

function otherRelease(record: EvidenceRecord): EvidenceRecord {
  const { measured } = record;
  if (measured.kind !== 'identity') return record;
  const observations = measured.observations.map((look, index) =>
    index === 1
      ? { ...look, result: { kind: 'answered' as const, identity: { version: '2.3.9', commit: '2.3.9' } } }
      : look,
  );
  return { ...record, measured: { ...measured, observations } };
}

const go = run('run-go');
const notGo = [
  run('run-failed', failing(false)),
  run('run-flaky', failing(true)),
  run('run-other-release', otherRelease),
  run('run-missing', (record) => (record.check === 'journeys/b' ? undefined : record)),
];

const scene = path.join(place, 'scene');
mkdirSync(path.join(scene, 'evidence'), { recursive: true });

let onDisk: Files = {};

/** What is decided of these files; undefined: nothing, since they are no run. */
function judged(given: Files, now = at): Verdict | undefined {
  for (const file of files) {
    const text = given[file];
    if (text === onDisk[file]) continue;
    if (text === undefined) rmSync(path.join(scene, file), { force: true });
    else writeFileSync(path.join(scene, file), text);
  }
  onDisk = given;
  try {
    return judgeRun(scene, now);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

type Change = (text: string, n: number, replay: string) => string | undefined;
const linesOf = (text: string): string[] => text.split('\n');
const changes: Record<string, Change> = {
  'file removed': () => undefined,
  'file emptied': () => '',
  truncated: (text, n) => text.slice(0, n % (text.length + 1)),
  'line removed': (text, n) =>
    linesOf(text)
      .toSpliced(n % linesOf(text).length, 1)
      .join('\n'),
  'line doubled': (text, n) =>
    linesOf(text)
      .flatMap((line, index, all) => (index === n % all.length ? [line, line] : [line]))
      .join('\n'),
  'lines turned': (text) => `${linesOf(text.trimEnd()).toReversed().join('\n')}\n`,
  'byte changed': (text, n) =>
    text.slice(0, n % text.length) + String.fromCharCode(32 + (n % 90)) + text.slice((n % text.length) + 1),
  'word changed': (text, n) =>
    text.replace(/failed|2\.3\.9|blocking|false/, ['passed', '2.4.0', 'advisory', 'true'][n % 4] ?? ''),
  'file of another run': (_, __, replay) => replay,
  'line of another run': (text, n, replay) => `${text}${linesOf(replay)[n % linesOf(replay).length]}\n`,
};

const change = fc.record({
  file: fc.constantFrom(...files),
  kind: fc.constantFrom(...Object.keys(changes)),
  n: fc.nat(100_000),
  hoursLater: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(60) }),
});

function changed(
  given: Files,
  { file, kind, n }: { file: (typeof files)[number]; kind: string; n: number },
  replay: Files,
): Files {
  const text = given[file];
  const act = changes[kind];
  return text === undefined || act === undefined || text === ''
    ? given
    : { ...given, [file]: act(text, n, replay[file] ?? '') };
}

const later = (hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

test('the runs that everything is tried on are what they should be', () => {
  expect(judged(go)?.verdict).toBe('GO');
  expect(notGo.map((one) => judged(one)?.verdict)).toEqual(['NO-GO', 'NO-GO', 'INCONCLUSIVE', 'INCONCLUSIVE']);
});

test('law 10: whatever happens to the files of a run that is not GO, it never becomes one', () => {
  fc.assert(
    fc.property(fc.constantFrom(...notGo), fc.array(change, { minLength: 1, maxLength: 3 }), (given, happenings) => {
      const files = happenings.reduce((now, one) => changed(now, one, go), given);
      const hours = Math.max(...happenings.map(({ hoursLater }) => hoursLater));
      expect(['NO-GO', 'INCONCLUSIVE', undefined]).toContain(judged(files, later(hours))?.verdict);
    }),
    { numRuns: 2000 },
  );
}, 60_000);

test('law 10: a NO-GO becomes INCONCLUSIVE only where evidence was removed, and says so', () => {
  fc.assert(
    fc.property(change, (one) => {
      if (!one.file.startsWith('evidence/')) return;
      const [failed = go] = notGo;
      const verdict = judged(changed(failed, one, go), later(one.hoursLater));
      if (verdict?.verdict === 'NO-GO') return;
      expect(verdict?.verdict).toBe('INCONCLUSIVE');
      expect(verdict?.reasons.map(({ reasonCode }) => reasonCode)).toContain('evidence-removed');
    }),
    { numRuns: 1000 },
  );
}, 60_000);

test('a GO stays one only on the very evidence that was sealed, in whatever order', () => {
  const sorted = (given: Files): string[] =>
    files
      .map((file) =>
        linesOf(given[file] ?? '(gone)')
          .toSorted()
          .join('\n'),
      )
      .slice(2);
  fc.assert(
    fc.property(change, (one) => {
      const given = changed(go, one, notGo[0] ?? go);
      if (judged(given)?.verdict === 'GO') expect(sorted(given)).toEqual(sorted(go));
    }),
    { numRuns: 1000 },
  );
}, 60_000);
