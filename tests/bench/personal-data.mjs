// `node tests/bench/personal-data.mjs [open|kept] [--write]`: precision and recall of the search for personal data, by
// values that Faker makes, beside Microsoft Presidio. docs/personal-data.md has the figures of the kept half.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../bin/install.mjs';

/**
 * @typedef {{ value: string, kind: string | null, presidio: Record<string, number> }} Labelled
 * @typedef {{ half: string, versions: Record<string, string>, locales: string[], presidioKinds: string[], columns: { name: string, values: Labelled[] }[] }} LabelledSet
 * @typedef {{ right: number, wrong: number, missed: number }} Score
 */
const words = process.argv.slice(2);
const half = words.includes('kept') || words.includes('--write') ? 'kept' : 'open';
await ensureBuilt();
const { decide } = await import('../../dist/environment/personal-data/decision.js');
const { tallyOf } = await import('../../dist/environment/personal-data/tally.js');
const { allValidators } = await import('../../dist/environment/personal-data/validators.js');
const { outcome } = await import('../../dist/environment/personal-data/validator.js');

const set = labelledSet();
const validators = allValidators([]);
/** @type {Map<string, Score>} */
const ours = new Map();
for (const { name, values } of set.columns) {
  const tally = tallyOf(name, name, 'records', validators);
  const seen = values.map(({ value }) => {
    const outcomes = tally.look(value);
    tally.count(value, outcomes, false);
    return outcomes;
  });
  const decided = new Map(decide(tally, validators).map((decision) => [decision.kind, decision.count]));
  for (const [row, { kind }] of values.entries()) {
    for (const [index, validator] of validators.entries()) {
      const count = decided.get(validator.kind);
      const said = seen[row]?.[index] ?? outcome.nothing;
      // The decision counts all that pass, and the near ones of kinds that are lifted, or only what is sure.
      const { sure, weak } = tally.countsOf(index);
      const least =
        count === undefined ? 9 : count === sure ? outcome.sure : count === sure + weak ? outcome.weak : outcome.near;
      const isFlagged = said >= least && said !== outcome.test;
      score(ours, validator.kind, kind === validator.kind, isFlagged);
    }
  }
}

const presidio = new Map(set.presidioKinds.map((kind) => [kind, bestOfPresidio(kind)]));
const table = report();
console.log(table);
if (words.includes('--write')) writePage(table);

/** @param {Map<string, Score>} scores @param {string} kind @param {boolean} isOfKind @param {boolean} isFlagged */
function score(scores, kind, isOfKind, isFlagged) {
  const one = scores.get(kind) ?? { right: 0, wrong: 0, missed: 0 };
  scores.set(kind, one);
  if (isFlagged && isOfKind) one.right += 1;
  else if (isFlagged) one.wrong += 1;
  else if (isOfKind) one.missed += 1;
}

/** Presidio by the one of its usual score thresholds with which it does best. @param {string} kind */
function bestOfPresidio(kind) {
  const all = [0.01, 0.3, 0.4, 0.5, 0.6].map((threshold) => {
    /** @type {Map<string, Score>} */
    const scores = new Map();
    for (const { values } of set.columns)
      for (const one of values) score(scores, kind, one.kind === kind, Number(one.presidio[kind]) >= threshold);
    return /** @type {Score} */ (scores.get(kind));
  });
  return all.reduce((best, one) => (f1(one) > f1(best) ? one : best));
}

/** @param {Score} one */
function f1({ right, wrong, missed }) {
  return (2 * right) / (2 * right + wrong + missed);
}

/** @param {Score | undefined} one @returns {string[]} precision, recall, F1 */
function figures(one) {
  if (one === undefined) return ['–', '–', '–'];
  const { right, wrong, missed } = one;
  return [right / (right + wrong), right / (right + missed), f1(one)].map((share) =>
    Number.isNaN(share) ? '–' : share.toFixed(3),
  );
}

function report() {
  const kinds = [...new Set(set.columns.flatMap(({ values }) => values.flatMap(({ kind }) => kind ?? [])))].sort();
  const lookAlikes = set.columns.flatMap(({ values }) => values.filter(({ kind }) => kind === null)).length;
  const all = set.columns.flatMap(({ values }) => values).length;
  const rows = kinds.map((kind) => {
    const values = set.columns.flatMap(({ values }) => values.filter((one) => one.kind === kind)).length;
    return `| ${[kind, values, ...figures(ours.get(kind)), ...figures(presidio.get(kind))].join(' | ')} |`;
  });
  return [
    `${all} values in ${set.columns.length} columns, ${lookAlikes} of them look-alikes or fillers; ${set.locales.length} locales (${set.locales.join(', ')}); half: ${set.half}.`,
    `Faker ${set.versions['faker']}, Presidio ${set.versions['presidio-analyzer']}.`,
    '',
    '| kind | values | precision | recall | F1 | Presidio: precision | recall | F1 |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

/** Made in a throw-away virtual environment of Python's. @returns {LabelledSet} */
function labelledSet() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-personal-data-'));
  try {
    const python = process.env['GONOGO_BENCH_PYTHON'] ?? path.join(folder, 'bin', 'python');
    if (process.env['GONOGO_BENCH_PYTHON'] === undefined) {
      const packages = ['faker==40.54.0', 'presidio-analyzer==2.2.366'];
      execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
      execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...packages], { stdio: 'inherit' });
    }
    const script = path.join(import.meta.dirname, 'personal-data.py');
    const told = execFileSync(python, [script, half], { encoding: 'utf8', maxBuffer: 1e9 });
    return /** @type {LabelledSet} */ (JSON.parse(told));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} figures */
function writePage(figures) {
  const file = path.join(import.meta.dirname, '..', '..', 'docs', 'personal-data.md');
  const [begin, end] = ['<!-- bench: begin (node tests/bench/personal-data.mjs --write) -->', '<!-- bench: end -->'];
  const text = readFileSync(file, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`${file} has no lines "${begin}" and "${end}" in this order`);
  writeFileSync(file, `${text.slice(0, from + begin.length)}\n\n${figures}\n\n${text.slice(to)}`);
}
