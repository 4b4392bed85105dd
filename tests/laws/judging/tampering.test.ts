import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { at, files, go, judged, notGo, place, type Files } from './finished-run.js';

afterAll(() => rmSync(place, { recursive: true }));

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
      .slice(4);
  fc.assert(
    fc.property(change, (one) => {
      const given = changed(go, one, notGo[0] ?? go);
      if (judged(given)?.verdict === 'GO') expect(sorted(given)).toEqual(sorted(go));
    }),
    { numRuns: 1000 },
  );
}, 60_000);
