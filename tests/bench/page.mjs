// The figures' place in docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const begin = '<!-- bench: begin (npm run bench -- --write) -->';
const end = '<!-- bench: end -->';

/** @param {string} repository @param {string} figures @throws {Error} when the page has no place for them */
export function writePage(repository, figures) {
  const file = path.join(repository, 'docs', 'performance.md');
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} has no lines "${begin}" and "${end}" in this order`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${figures}\n\n${text.slice(to)}`);
  console.log(`\nwritten to ${path.relative(process.cwd(), file)}`);
}
