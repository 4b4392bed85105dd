import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { renderReports } from './registry.js';
import { samples } from './samples/samples.test-data.js';
import type { ReportInput } from './input.js';

const input = samples['go'] as ReportInput;
const good = `export default { file: 'a.txt', render: ({ verdict }) => verdict.verdict };`;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gonogo-reports-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const add = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

describe('the folder is the registry', () => {
  test('renders every report that lies in it', async () => {
    await add('b.report.js', `export default { folder: 'more', render: () => [{ file: '1.txt', text: 'one' }] };`);
    await add('a.report.js', good);
    await add('input.js', 'export {};');
    expect((await renderReports(input, folder)).files).toEqual([
      { file: 'a.txt', text: 'GO' },
      { file: 'more/1.txt', text: 'one' },
    ]);
  });

  test('the engine brings HTML, JUnit, Markdown, CTRF and Allure', async () => {
    const files = (await renderReports(input)).files.map(({ file }) => file);
    expect(files).toEqual(expect.arrayContaining(['report.html', 'junit.xml', 'summary.md', 'ctrf.json']));
    expect(files.filter((file) => file.startsWith('allure-results/')).length).toBeGreaterThan(5);
  });

  test.each(['html-report.js', 'html.reports.js', 'html.reporter.js', 'html.Report.js', 'html.report.mjs'])(
    'stops at the misnamed %s, which would not be found',
    async (name) => {
      await add('a.report.js', good);
      await add(name, good);
      await expect(renderReports(input, folder)).rejects.toThrow(name);
    },
  );

  test.each([
    ['no default export', 'export const report = {};'],
    ['no render', `export default { file: 'a.txt' };`],
    ['neither file nor folder', 'export default { render: () => "" };'],
  ])('stops at a file with %s', async (_, text) => {
    await add('a.report.js', text);
    await expect(renderReports(input, folder)).rejects.toThrow('is not a report');
  });

  test('stops at an empty folder', async () => {
    await expect(renderReports(input, folder)).rejects.toThrow('not built whole');
  });

  test('names the report that broke, and has the others all the same', async () => {
    await add('a.report.js', `export default { file: 'a.txt', render() { throw new Error('no'); } };`);
    await add('b.report.js', good);
    const { files, broken } = await renderReports(input, folder);
    expect(files.map(({ file }) => file)).toEqual(['a.txt']);
    expect(broken).toEqual([{ report: 'a.report.js', error: new Error('no') }]);
  });

  test.each(['verdict.json', 'plan.json', '../verdict.json', '/etc/passwd', 'a//b', 'a\\b'])(
    'lets no report write %s',
    async (file) => {
      await add('a.report.js', `export default { file: ${JSON.stringify(file)}, render: () => '' };`);
      await expect(renderReports(input, folder)).rejects.toThrow('wants to write');
    },
  );

  test('lets no two reports write one file', async () => {
    await add('a.report.js', good);
    await add('b.report.js', good);
    await expect(renderReports(input, folder)).rejects.toThrow('Two reports want to write a.txt');
  });
});
