import { readFileSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleFiles } from './bundle.js';
import { forge, from, otherRun, scene, spoilt, type Attack } from './guard.test-data.js';

export const attacksOnBundle: Attack[] = [
  ['a file removed', 'removed-file', spoilt((one) => unlinkSync(from(one, 'evidence/observations.jsonl')))],
  ['the verdict removed', 'removed-file', spoilt((one) => unlinkSync(from(one, 'verdict.json')))],
  ['a file added', 'added-file', spoilt((one) => writeFileSync(from(one, 'evidence/more.jsonl'), ''))],
  ['a link added', 'added-file', spoilt((one) => symlinkSync('seal.json', from(one, 'evidence/link.json')))],
  [
    'a file that became a link to the same bytes',
    'removed-file',
    spoilt((one) => {
      renameSync(from(one, 'evidence/raw.jsonl'), from(one, 'raw.jsonl'));
      symlinkSync('../raw.jsonl', from(one, 'evidence/raw.jsonl'));
    }),
  ],
  [
    'two files swapped',
    'edited-file',
    spoilt((one) => {
      renameSync(from(one, 'evidence/checks.jsonl'), from(one, 'x'));
      renameSync(from(one, 'evidence/observations.jsonl'), from(one, 'evidence/checks.jsonl'));
      renameSync(from(one, 'x'), from(one, 'evidence/observations.jsonl'));
    }),
  ],
  [
    'the attestation of another GO replayed',
    'edited-file',
    spoilt((one) => {
      const other = readFileSync(path.join(otherRun('replayed'), bundleFiles.attestation));
      writeFileSync(from(one, bundleFiles.attestation), other);
    }),
  ],
  [
    'a NO-GO that its signer calls GO',
    'judged-otherwise',
    () => {
      const one = scene({ failing: true });
      forge(one, (same) => ({ ...same, predicate: { ...same.predicate, verdict: 'GO', exitCode: 0 } }));
      return one;
    },
  ],
  [
    'a moment that its signer made younger',
    'judged-otherwise',
    spoilt((one) =>
      forge(one, (same) => ({ ...same, predicate: { ...same.predicate, startedAt: '2026-11-20T12:29:00.000Z' } })),
    ),
  ],
];
