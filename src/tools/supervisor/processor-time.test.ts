import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSupervisor } from './index.js';

test.runIf(process.platform === 'linux')(
  'says at its end what it and its children have used, and nothing before',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gonogo-processor-time-'));
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
    const env = { PATH: String(process.env['PATH']) };
    const place = { runId: `processor-time-${process.pid}`, runDir: dir, tempDir: join(dir, 'tmp'), env, secrets: [] };
    const supervisor = await startSupervisor(place);
    const burn = 'const end = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < end);';
    const child = await supervisor.start({ name: 'busy', command: [process.execPath, '-e', burn], cwd: dir, env: {} });
    await child.exited;
    expect(supervisor.used()).toBeUndefined();
    await supervisor.close();
    expect(supervisor.used()?.childrenMs).toBeGreaterThanOrEqual(190);
    expect(supervisor.used()?.ownMs).toBeGreaterThan(0);
  },
);
