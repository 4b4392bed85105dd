import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asOne, goCounts, vitestCounts } from './counts.mjs';
import { runStep } from './run-step.mjs';

let logs: string;

beforeEach(() => {
  logs = mkdtempSync(path.join(tmpdir(), 'gonogo-steps-'));
});

afterEach(() => {
  rmSync(logs, { recursive: true, force: true });
});

function node(script: string, count = asOne) {
  return { command: process.execPath, args: ['-e', script], count };
}

function step(commands: ReturnType<typeof node>[], limitS = 30) {
  return runStep({ id: 'tried', promise: 'tried', limitS, commands: () => commands }, { repository: logs, logs });
}

describe('a step', () => {
  test('goes on after a failed command, and shows what it said', async () => {
    const result = await step([node('console.log("broken here"); process.exit(7)'), node('')]);
    expect(result).toMatchObject({ passed: 1, failed: 1 });
    expect(result.complaints.join()).toContain('broken here');
    expect(readFileSync(result.logFile, 'utf8')).toContain('broken here');
  });

  test('that ran no test has failed, although its runner exits 0', async () => {
    const silent = () => ({ passed: 0, failed: 0, skipped: 3 });
    expect(await step([node('', silent)])).toMatchObject({ passed: 0, failed: 1, skipped: 3 });
  });

  test('is ended at its time limit with what it started, and says so', async () => {
    const result = await step([node('setInterval(() => {}, 1000)')], 0.5);
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(result.complaints.join()).toContain('time limit');
  });

  test('whose tool is not there has failed, and says what was missing', async () => {
    const result = await step([{ command: path.join(logs, 'nothing'), args: [], count: asOne }]);
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(result.complaints.join()).toContain('could not be started');
  });
});

describe('counts', () => {
  test('of vitest are read from its report, a file that did not load is a failure', () => {
    const reportFile = path.join(logs, 'report.json');
    const passed = { status: 'passed' };
    const testResults = [
      { status: 'passed', assertionResults: [passed, passed, { status: 'skipped' }] },
      { status: 'failed', assertionResults: [] },
    ];
    writeFileSync(reportFile, JSON.stringify({ testResults }));
    expect(vitestCounts({ exitCode: 1, output: '', reportFile })).toEqual({ passed: 2, failed: 1, skipped: 1 });
  });

  test('of a runner that died before its report are one failure', () => {
    expect(vitestCounts({ exitCode: 0, output: '', reportFile: path.join(logs, 'none.json') }).failed).toBe(1);
  });

  test('of a runner that exits non-zero with every test passed are a failure', () => {
    const reportFile = path.join(logs, 'report.json');
    writeFileSync(
      reportFile,
      JSON.stringify({ testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }] }),
    );
    expect(vitestCounts({ exitCode: 1, output: '', reportFile })).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('of Go leave out what only groups subtests, and see a package that did not compile', () => {
    const events = [
      { Action: 'pass', Package: 'a', Test: 'TestOne/first' },
      { Action: 'fail', Package: 'a', Test: 'TestOne/second' },
      { Action: 'fail', Package: 'a', Test: 'TestOne' },
      { Action: 'pass', Package: 'a', Test: 'TestTwo' },
    ];
    const output = events.map((event) => JSON.stringify(event)).join('\n');
    expect(goCounts({ exitCode: 1, output })).toEqual({ passed: 2, failed: 1, skipped: 0 });
    expect(goCounts({ exitCode: 1, output: '{"Action":"fail","Package":"b"}' })).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
    });
  });
});
