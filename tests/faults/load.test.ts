import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf } from '../../reference/faults.test-data.js';
import { startVerify, verify, type Ended } from '../black-box/command.js';
import { makeProject } from '../black-box/project.js';
import { closing } from '../black-box/stage.js';
import { starveK6 } from '../black-box/starve.js';
import { repository } from '../repository.js';

// Is it the product's slowness? The reference staging under its own load, with nothing beside it but the load.

const rush = readFileSync(path.join(repository, 'load', 'checkout-rush.k6.ts'), 'utf8');
const start = `node ${path.join(repository, 'reference', 'start.mjs')}`;
const faults = await faultsOf('load/');
const faultsUnderLoad = await faultsOf('journeys/');
const minutes = 60_000;

/** A project whose staging is broken in this way, and whose runs in pairs take so long each. */
function loaded(fault: string, policy = 'version: 1\n', seconds = 40) {
  const shorter = rush.replace('standard: { seconds: 75', `standard: { seconds: ${seconds}`);
  expect(shorter).not.toBe(rush);
  const broken = fault === '' ? start : `${start} --break ${fault}`;
  const releases = `staging: { start: '${broken}' }, previous: { start: '${start} --release previous' }`;
  const project = makeProject({
    target: '',
    config: `export default { name: 'Reference shop', ${releases} };`,
    policy,
    files: { 'load/checkout-rush.k6.ts': shorter },
  });
  return closing(project, (it) => it.remove());
}

const limitOf = (scenario: string, name: string, edge: number) =>
  `load/checkout-rush/http-req-duration-scenario-${scenario}-name-${name}-med-lt-${edge}`;
const notPassed = ({ verdict }: Ended) => verdict?.checks.filter(({ outcome }) => outcome !== 'passed') ?? [];
const ofRelease = ['--release', '2.0.0'];

test(
  'one endpoint that takes a fifth longer than in the release before is a NO-GO that names it alone',
  async () => {
    const compared = [
      limitOf('browse', 'product', 200),
      limitOf('search', 'search', 300),
      limitOf('cart', 'cart', 200),
      limitOf('checkout', 'start-checkout', 400),
    ];
    const comparisons = compared.map((check) => `  - { check: ${check}, marginPercent: 5, floorMs: 0.5 }\n`);
    const project = loaded('slow-checkout', `version: 1\ncomparisons:\n${comparisons.join('')}`);
    const words = [...ofRelease, '--profile', 'full', '--only', '**@not-slower-than-previous'];
    const ended = await verify(project, words, { withinMs: 25 * minutes, cleanWithinMs: 15_000 });
    // What was seen, whatever came out: the figures are what this proof is run for.
    process.stdout.write(`${ended.verdict?.checks.map(({ id, message }) => `${id}: ${message}\n`).join('')}`);
    const failed = ended.verdict?.checks.filter(({ outcome }) => outcome === 'failed') ?? [];
    expect(
      failed.map(({ id }) => id),
      ended.said,
    ).toEqual([faults['slow-checkout']?.breaks]);
    expect(ended.code).toBe(1);
  },
  30 * minutes,
);

test(
  'a release that takes more of the processors for a request is a NO-GO by what it costs, though it keeps every limit',
  async () => {
    const cost = '{ script: load/checkout-rush.k6.ts, counter: process_cpu_seconds_total, marginPercent: 10 }';
    const project = loaded('hungry-answers', `version: 1\ncosts:\n  - ${cost}\n`, 15);
    const words = [...ofRelease, '--profile', 'full', '--only', '**@not-costlier-than-previous'];
    const ended = await verify(project, words, { withinMs: 15 * minutes, cleanWithinMs: 15_000 });
    const judged = ended.verdict?.checks.find(({ id }) => id === faults['hungry-answers']?.breaks);
    process.stdout.write(`${judged?.id}: ${judged?.message}\n`);
    expect(judged, ended.said).toMatchObject({ outcome: 'failed', reasonCode: 'slower-than-before' });
    expect(ended.code).toBe(1);
  },
  16 * minutes,
);

test(
  'pages that keep only browsers waiting, and only while the shop is busy, are a NO-GO',
  async () => {
    const reports = mkdtempSync(path.join(tmpdir(), 'load-faults-'));
    const check = `${faultsUnderLoad['crowded-pages']?.breaks}`;
    const words = ['--out', reports, ...ofRelease, '--profile', 'full', '--only', check];
    const limits = { withinMs: 20 * minutes, cleanWithinMs: 15_000, env: { REFERENCE_FAULT: 'crowded-pages' } };
    const ended = await verify({ dir: repository, reports }, words, limits);
    rmSync(reports, { recursive: true });
    process.stdout.write(`${ended.verdict?.checks.map(({ id, message }) => `${id}: ${message}\n`).join('')}`);
    expect(
      notPassed(ended).map(({ id, reasonCode }) => [id, reasonCode]),
      ended.said,
    ).toEqual([[check, 'slower-under-load']]);
    expect(ended.code).toBe(1);
  },
  30 * minutes,
);

test(
  'a target whose event loop is blocked is a NO-GO, however little of the load it lets through',
  async () => {
    const ended = await verify(loaded('blocked-loop'), [...ofRelease, '--only', 'load/**'], { withinMs: 5 * minutes });
    const failed = notPassed(ended).filter(({ outcome }) => outcome === 'failed');
    expect(
      failed.map(({ id }) => id),
      ended.said,
    ).toContain(faults['blocked-loop']?.breaks);
    expect([ended.code, ended.verdict?.verdict]).toEqual([1, 'NO-GO']);
  },
  6 * minutes,
);

test.runIf(process.platform === 'linux')(
  'a generator that is kept from running is INCONCLUSIVE, and never the slowness of a healthy shop',
  async () => {
    const running = startVerify(loaded(''), { withinMs: 5 * minutes }, [...ofRelease, '--only', 'load/**']);
    // Longer than a second: what was due then was not sent then, and limits of seconds are kept by nothing.
    await starveK6(running, { withinMs: minutes, stoppedMs: 1500 });
    const ended = await running.ended;
    const found = notPassed(ended);
    expect(new Set(found.map(({ outcome }) => outcome)), ended.said).toEqual(new Set(['insufficient']));
    const ofGenerator = ['generator-saturated', 'dropped-iterations'];
    expect(found.flatMap(({ reasonCode = '' }) => (ofGenerator.includes(reasonCode) ? [] : [reasonCode]))).toEqual([]);
    expect([ended.code, ended.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
  },
  6 * minutes,
);
