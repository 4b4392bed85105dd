import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repository } from '../repository.js';
import { startVerify, verify } from './command.js';
import { hasPage, holdingsOf, NOTHING, stillHeld } from './holdings.js';
import { leftoversOf } from './leftovers.js';
import { closing } from './stage.js';
import { until } from './until.js';

// This checkout with the staging that it starts by itself: a shop of two replicas, sandboxes and a real PostgreSQL. A
// start of it takes a while, so the second test is also the proof that the next run is not hindered by a killed one.

const reports = mkdtempSync(path.join(tmpdir(), 'black-box-reports-'));
afterAll(() => rmSync(reports, { recursive: true, force: true }));

const CHECKOUT = { dir: repository, reports };
const LIMITS = { withinMs: 280_000, cleanWithinMs: 15_000 };
const only = (pattern: string) => ['--out', reports, '--release', '2.0.0', '--only', pattern];

/** The id of the run in this folder, once one of its tests has got as far as a page in a browser. */
function runInABrowser(mark: string): string | undefined {
  const latest = path.join(reports, 'latest');
  const stream = path.join(latest, 'evidence', 'raw', 'functional.jsonl');
  if (!existsSync(stream) || statSync(stream).size === 0) return undefined;
  const runId = path.basename(realpathSync(latest));
  return hasPage({ mark, runId }) ? runId : undefined;
}

test('kill -9 in the middle of the whole staging leaves INCONCLUSIVE, and after 15 s nothing else', async () => {
  const { child, mark, ended } = startVerify(CHECKOUT, LIMITS, only('journeys/**'));
  closing(child, (it) => it.kill('SIGKILL'));
  let runId = '';
  const underWay = until('a page in a browser', LIMITS.withinMs, () => (runId = runInABrowser(mark) ?? '') !== '');
  await Promise.race([underWay, ended.then(({ said }) => Promise.reject(new Error(`It ended by itself:\n${said}`)))]);

  // Only what is seen while it is there would be missed afterwards.
  const held = holdingsOf({ mark, runId });
  const { processes, folders } = leftoversOf({ mark, runId });
  const parts = ['supervisor/main', 'playwright', 'reference/start', 'shop/replica', 'sandboxes/payments', 'postgres'];
  expect(parts.filter((part) => !processes.some((line) => line.includes(part)))).toEqual([]);
  expect(folders).toHaveLength(1);
  expect(held.ports.length).toBeGreaterThanOrEqual(8);
  expect(held.segments).toHaveLength(1);
  // The browser's own processes among them; some of those come and go meanwhile.
  const { family, ...rest } = held;
  expect(family.length).toBeGreaterThan(processes.length);
  expect(stillHeld(held)).toMatchObject(rest);

  child.kill('SIGKILL');
  const holdsNothing = () => Object.values(stillHeld(held)).flat().length === 0;
  await until('nothing held', LIMITS.cleanWithinMs, holdsNothing).catch(() => undefined);
  const stillThere = stillHeld(held);
  const { code, verdict, leftovers } = await ended;
  expect({ code, verdict: verdict?.verdict, runId: verdict?.runId }).toEqual({
    ...{ code: null, verdict: 'INCONCLUSIVE', runId },
  });
  expect({ ...leftovers, ...stillThere }).toEqual({ processes: [], folders: [], ...NOTHING });
}, 300_000);

test('a checkout that is broken in the page alone is NO-GO, exit 1, headed by journeys/guest-checkout', async () => {
  const env = { REFERENCE_FAULT: 'checkout-page' };
  const { code, verdict, said, leftovers } = await verify(CHECKOUT, only('journeys/guest-checkout'), {
    ...LIMITS,
    env,
  });
  expect({ code, verdict: verdict?.verdict, exitCode: verdict?.exitCode }, said).toEqual({
    ...{ code: 1, verdict: 'NO-GO', exitCode: 1 },
  });
  expect(verdict?.reasons[0]).toMatchObject({
    ...{ check: 'journeys/guest-checkout', outcome: 'failed', attribution: 'product' },
  });
  expect(leftovers).toEqual({ processes: [], folders: [] });
}, 300_000);
