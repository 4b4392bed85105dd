import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSchedule } from './schedule.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-schedule-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

async function read(text: string) {
  writeFileSync(join(projectDir, 'schedule'), text);
  const facts = await readSchedule('schedule', {
    projectDir,
    authorization: undefined,
    hmacKey: undefined,
    limitMs: 1000,
  });
  return facts.map(({ kind, subject, value }) => [kind, subject, value]);
}

const expected = [
  ['cron-job', 'sweep', '*/5 * * * *'],
  ['queue', 'mail.workers', 2],
  ['queue', 'mail.retries', '1, 2'],
];

test('reads cron jobs and queues by name, in YAML and in JSON', async () => {
  expect(await read('cron:\n  sweep: "*/5 * * * *"\nqueues:\n  mail: { workers: 2, retries: [2, 1] }\n')).toEqual(
    expected,
  );
  expect(
    await read('{"cron": {"sweep": "*/5 * * * *"}, "queues": {"mail": {"workers": 2, "retries": [2, 1]}}}'),
  ).toEqual(expected);
});

test('reads a crontab: a command at two times is one job', async () => {
  const crontab =
    '# nightly\nMAILTO=""\n0 3 * * *  /bin/sweep --all\n@daily /bin/report\n0  15 * * 1-5 /bin/sweep --all\n';
  expect(await read(crontab)).toEqual([
    ['cron-job', '/bin/sweep --all', '0 15 * * 1-5, 0 3 * * *'],
    ['cron-job', '/bin/report', '@daily'],
  ]);
});

test.each([
  ['0 3 * *', /line 1, is no line of a crontab/],
  ['cron: { sweep: "*', /is no YAML/],
  ['cron: {}\nother: {}', /neither a crontab nor/],
  ['cron: {}\n---\ncron: {}', /neither a crontab nor/],
])('refuses %j', async (text, why) => {
  await expect(read(text)).rejects.toMatchObject({ reasonCode: 'unparsable', message: expect.stringMatching(why) });
});
