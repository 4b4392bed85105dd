import path from 'node:path';

/** Where a run keeps its evidence, relative to its folder. */
export const evidenceFiles = {
  checks: 'evidence/checks.jsonl',
  observations: 'evidence/observations.jsonl',
  seal: 'evidence/seal.json',
} as const;

/** The absolute path of one of a run's own files; undefined for a path that leads out of the run's folder. */
export function insideRun(runDir: string, file: string): string | undefined {
  const absolute = path.resolve(runDir, file);
  const relative = path.relative(runDir, absolute);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? undefined : absolute;
}
