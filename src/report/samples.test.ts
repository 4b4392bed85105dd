import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { verdict } from '../records/verdict.js';
import { renderReports } from './registry.js';
import { samples } from './samples/samples.test-data.js';
import { ending } from './terminal/ending.js';

const folder = join(import.meta.dirname, '../../reports/samples');
const update = process.env['UPDATE_SAMPLES'] === '1';
const keptReports = new Set(['report.html', 'junit.xml', 'summary.md', 'ctrf.json']);

describe.each(Object.entries(samples))('the committed sample %s', (name, input) => {
  test('is what the reports say today (UPDATE_SAMPLES=1 writes it anew)', async () => {
    const reports = (await renderReports(input)).files.filter(({ file }) => keptReports.has(file));
    const files = [
      { file: 'verdict.json', text: `${JSON.stringify(verdict.parse(input.verdict), null, 2)}\n` },
      { file: 'terminal.txt', text: ending(input, { columns: 80, colour: false }) },
      ...reports,
    ];
    expect(files).toHaveLength(keptReports.size + 2);
    for (const { file, text } of files) {
      const path = join(folder, name, file);
      if (update) {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }
      expect(text, path).toBe(await readFile(path, 'utf8'));
    }
  });

  test('counts in its headline and stages what its checks are', () => {
    const sum = input.verdict.stages.reduce((total, { counts }) => total + counts.planned, 0);
    expect(sum).toBe(input.verdict.checks.length);
    for (const [number] of input.verdict.headline.matchAll(/\d+(?= checks\b)/g)) expect(Number(number)).toBe(sum);
  });
});
