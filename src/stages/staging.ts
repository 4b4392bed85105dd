import { writeFile } from 'node:fs/promises';
import { SetupError } from '../records/setup-error.js';
import { staging as stagingSchema, type Staging } from '../records/staging.js';
import type { Child, Supervisor } from '../tools/supervisor/index.js';

/** A staging that this run started: it ends with the run. */
export interface StartedStaging {
  staging: Staging;
  child: Child;
}

/**
 * Starts a staging by its command and waits for the one JSON line that says where it is.
 * @throws SetupError when it ends first, prints something else, or is not up in time.
 */
export async function startStaging(
  supervisor: Supervisor,
  source: { command: string; readyWithinS: number },
  place: { name?: string; cwd: string; env: Record<string, string>; pin?: number[] },
): Promise<StartedStaging> {
  const child = await supervisor.start({
    name: place.name ?? 'staging',
    command: ['/bin/sh', '-c', `exec ${source.command}`],
    cwd: place.cwd,
    env: place.env,
    ...(place.pin === undefined ? {} : { pin: place.pin }),
  });
  const line = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(
        new SetupError(
          `Staging was not up within ${source.readyWithinS} s ("${source.command}"). Its words: ${child.outputPath}`,
        ),
      );
    }, source.readyWithinS * 1000);
    child.lines((text) => {
      if (!text.startsWith('{')) return;
      clearTimeout(limit);
      resolve(text);
    });
    child.exited.then(({ code, signal }) => {
      clearTimeout(limit);
      const end = signal === null ? `exit ${code}` : `signal ${signal}`;
      reject(
        new SetupError(`Staging ended before it was up (${end}, "${source.command}"). Its words: ${child.outputPath}`),
      );
    }, reject);
  });
  return { staging: stagingOf(line, source.command), child };
}

function stagingOf(line: string, command: string): Staging {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new SetupError(
      `"${command}" printed a line that starts with { and is not JSON. It must be the staging record.`,
    );
  }
  const parsed = stagingSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SetupError(
    `"${command}" printed a staging record that is not valid: ${issue?.path.join('.')}: ${issue?.message}`,
  );
}

/** Keeps the record where suites and load scripts read it. It holds credentials of staging: for the owner's eyes only. */
export async function keepStaging(file: string, staging: Staging): Promise<void> {
  await writeFile(file, `${JSON.stringify(staging)}\n`, { mode: 0o600 });
}
