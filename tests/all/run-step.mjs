import { rmSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.mjs';

/**
 * @typedef {{ id: string, passed: number, failed: number, skipped: number, durationMs: number, complaints: string[], logFile: string }} Result
 */

/**
 * Runs a step's commands, all of them even when one fails. A command that ran no test at all has failed, whatever its
 * exit code says.
 *
 * @param {import('./steps.mjs').Step} step
 * @param {{ repository: string, logs: string }} place
 * @returns {Promise<Result>}
 */
export async function runStep(step, { repository, logs }) {
  const startedAt = performance.now();
  const logFile = path.join(logs, `${step.id}.log`);
  rmSync(logFile, { force: true });
  const result = { id: step.id, passed: 0, failed: 0, skipped: 0, complaints: /** @type {string[]} */ ([]), logFile };
  /** @type {import('./steps.mjs').Command[]} */
  let commands = [];
  try {
    commands = await step.commands();
  } catch (error) {
    result.failed += 1;
    result.complaints.push(error instanceof Error ? error.message : String(error));
  }
  for (const { command, args, cwd, env, reportFile, count } of commands) {
    if (reportFile !== undefined) rmSync(reportFile, { force: true });
    const leftMs = Math.max(1, step.limitS * 1000 - (performance.now() - startedAt));
    const ended = await runCommand({ command, args, cwd: cwd ?? repository, env, limitMs: leftMs, logFile });
    const counts = count({ exitCode: ended.exitCode, output: ended.output, reportFile });
    result.passed += counts.passed;
    result.failed += counts.failed;
    result.skipped += counts.skipped;
    if (counts.failed > 0) result.complaints.push(readable(ended.output));
    if (counts.failed === 0 && counts.passed === 0) {
      result.failed += 1;
      result.complaints.push(`No test ran: ${[command, ...args].join(' ')}`);
    }
  }
  return { ...result, durationMs: performance.now() - startedAt };
}

/** `go test -json` speaks in events: their text is what people want to read. @param {string} output */
function readable(output) {
  if (!output.startsWith('{"')) return output;
  return output
    .split('\n')
    .map((line) => {
      try {
        return JSON.parse(line).Output ?? '';
      } catch {
        return `${line}\n`;
      }
    })
    .join('');
}
