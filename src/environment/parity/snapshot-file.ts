import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SetupError } from '../../records/setup-error.js';
import { UsageError } from '../../records/usage-error.js';
import { snapshot as schema, type Snapshot } from '../../records/snapshot.js';
import { unreadable } from './text-source.js';

const largestBytes = 100 * 1024 * 1024;
const dayMs = 86_400_000;
/** Clocks of two machines differ by as much. */
const slackMs = 5 * 60_000;

/**
 * Reads a snapshot of production: whole, and not older than `maxAgeDays`.
 * @param now ISO 8601 in UTC.
 * @throws SetupError: `no-evidence`, `unparsable`, `counts-disagree` (half a snapshot) or `over-age`.
 */
export function readSnapshot(projectDir: string, file: string, maxAgeDays: number, now: string): Snapshot {
  const parsed = schema.safeParse(jsonIn(path.resolve(projectDir, file), file));
  if (!parsed.success)
    throw unreadable(
      'unparsable',
      `${file} is no snapshot of this version:\n${z.prettifyError(parsed.error)}\n${again}`,
    );
  const { takenAt, readers } = parsed.data;
  for (const { name, count, facts } of readers) {
    if (facts.length !== count)
      throw unreadable(
        'counts-disagree',
        `${file} is half a snapshot: ${name} had ${count} facts, and ${facts.length} are there. ${again}`,
      );
  }
  const ageMs = Date.parse(now) - Date.parse(takenAt);
  if (ageMs < -slackMs) throw unreadable('over-age', `${file} is from the future (${takenAt}): is a clock wrong?`);
  if (ageMs > maxAgeDays * dayMs)
    throw unreadable(
      'over-age',
      `${file} is ${Math.floor(ageMs / dayMs)} days old (${takenAt}), and ${maxAgeDays} is the most. ${again}`,
    );
  return parsed.data;
}

const again = 'Take another with "gonogo snapshot".';

function jsonIn(file: string, name: string): unknown {
  let text: string;
  try {
    const { size } = statSync(file);
    if (size > largestBytes)
      throw unreadable('unparsable', `${name} has over ${largestBytes} bytes: it is no snapshot.`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw unreadable('no-evidence', `The snapshot of production, ${name}, is not there or cannot be read. ${again}`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw unreadable('unparsable', `${name} is half a snapshot, or none: its JSON has no end. ${again}`);
  }
}

/**
 * Writes a snapshot so that nobody ever sees half of it. It tells how production is built: for its owner only.
 * @throws UsageError when the file cannot be written.
 */
export function writeSnapshot(file: string, snapshot: Snapshot): void {
  const draft = `${file}.${process.pid}.part`;
  try {
    writeFileSync(draft, `${JSON.stringify(snapshot, null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The snapshot cannot be written: ${why}. Name a file in a folder that is there.`);
  }
}
