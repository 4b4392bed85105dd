import { readFileSync } from 'node:fs';
import type { RawFile } from '../records/evidence.js';
import { sha256 } from './digest.js';
import { insideRun } from './files.js';

/** Tells what is wrong with a raw file of a run; undefined: it is there, and is what it was. Each file is read once. */
export function missingRaw(runDir: string): (file: RawFile) => string | undefined {
  const digests = new Map<string, { sha256: string; bytes: number } | undefined>();

  function digestOfFile(file: string): { sha256: string; bytes: number } | undefined {
    if (!digests.has(file)) digests.set(file, read(runDir, file));
    return digests.get(file);
  }

  return (file) => {
    const found = digestOfFile(file.path);
    if (found === undefined) return `${file.path}, which this was read from, is gone.`;
    if (found.sha256 === file.sha256 && found.bytes === file.bytes) return undefined;
    return `${file.path}, which this was read from, is not what it was.`;
  };
}

function read(runDir: string, file: string): { sha256: string; bytes: number } | undefined {
  const absolute = insideRun(runDir, file);
  if (absolute === undefined) return undefined;
  try {
    const bytes = readFileSync(absolute);
    return { sha256: sha256(bytes), bytes: bytes.length };
  } catch {
    return undefined;
  }
}
