import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLoadEvidence } from './load-evidence-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-evidence-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const limit = {
  metric: 'http_reqs',
  expression: 'count>1',
  samples: 3,
  beyond: 1,
  sum: 3,
  blocks: [
    { samples: 2, beyond: 1 },
    { samples: 1, beyond: 0 },
  ],
};
const sound = {
  schemaVersion: 1,
  tool: 'k6',
  toolVersion: 'v2.2.0',
  runId: 'run-1',
  script: { path: 'load/rush.k6.ts', sha256: 'x' },
  startedAt: '2026-01-02T03:04:05.000Z',
  finishedAt: '2026-01-02T03:04:06.000Z',
  complete: true,
  iterations: 3,
  threw: 0,
  droppedIterations: 0,
  requests: 3,
  limits: [limit],
  series: [{ name: 'home', requests: 3, failed: 1 }],
};

function read(content: unknown): ReturnType<typeof readLoadEvidence> {
  const file = path.join(folder, 'evidence.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readLoadEvidence(file, 'run-1');
}

describe('load evidence', () => {
  it('is read when it is sound, complete or not', () => {
    expect(read(sound)).toMatchObject({ kind: 'read' });
    expect(read({ ...sound, complete: false })).toMatchObject({ kind: 'read', evidence: { complete: false } });
  });

  it.each([
    ['nothing at all', '', 'unparsable'],
    ['half a file', JSON.stringify(sound).slice(0, 200), 'unparsable'],
    ['an unknown key', { ...sound, note: 'x' }, 'unparsable'],
    ['a missing count', { ...sound, requests: undefined }, 'invalid-number'],
    ['a negative count', { ...sound, requests: -1 }, 'invalid-number'],
    ['a count that is no number', { ...sound, requests: null }, 'invalid-number'],
    ['more beyond than samples', { ...sound, limits: [{ ...limit, beyond: 4 }] }, 'counts-disagree'],
    ['seconds that hold other samples', { ...sound, limits: [{ ...limit, samples: 4 }] }, 'counts-disagree'],
    ['seconds that hold other samples beyond', { ...sound, limits: [{ ...limit, beyond: 0 }] }, 'counts-disagree'],
    ['more exceptions than iterations', { ...sound, threw: 4 }, 'counts-disagree'],
    [
      'more failures than requests',
      { ...sound, series: [{ name: 'home', requests: 1, failed: 2 }] },
      'counts-disagree',
    ],
    ['an end before its start', { ...sound, finishedAt: '2026-01-02T03:04:04.000Z' }, 'counts-disagree'],
    ['another run', { ...sound, runId: 'run-2' }, 'wrong-run'],
  ])('is a problem with %s', (_what, content, reasonCode) => {
    expect(read(content)).toMatchObject({ kind: 'problem', reasonCode });
  });

  it('is a problem when there is no file', () => {
    expect(readLoadEvidence(path.join(folder, 'none.json'), 'run-1')).toMatchObject({
      kind: 'problem',
      reasonCode: 'no-evidence',
    });
  });
});
