import { beforeAll, expect, test } from 'vitest';
import { gonogo, startPlan, verify, type Ended } from './command.js';
import { makeProject } from './project.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';

/** What may not grow while load lasts: with the real k6, and shops whose metrics tell what they hold. */
const SCRIPT = `
  import http from 'k6/http';
  const duration = (__ENV.SOAK_SECONDS ?? '10') + 's';
  export const options = {
    scenarios: {
      soak: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration, preAllocatedVUs: 30 },
    },
    thresholds: { http_req_failed: ['rate<0.2'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const OF_HELD = 'load/soak/held-bytes@steady';
const OF_REQUESTS = 'load/soak/http-req-duration@steady';
const policy = `version: 1
steady:
  - { script: load/soak.k6.ts, of: held_bytes, atMostPercentPerHour: 2000 }
  - { script: load/soak.k6.ts, of: http_req_duration, atMostPercentPerHour: 10000 }
`;
const full = ['--profile', 'full'];
const soaking = { env: { SOAK_SECONDS: '27' }, withinMs: 120_000 };

const row = ({ verdict }: Ended, id: string) => verdict?.checks.find((check) => check.id === id);

async function soaked(heldBytesEach: number) {
  const shop = closing(await openShop(), (it) => it.stop());
  Object.assign(shop, { slowMs: 500, heldBytesEach });
  const config = `export default { name: 'Tiny shop', staging: { target: '${shop.url}', metrics: { urls: ['${shop.url}/metrics'] } } };`;
  const files = { 'load/soak.k6.ts': SCRIPT };
  return { shop, project: closing(makeProject({ target: shop.url, config, policy, files }), (it) => it.remove()) };
}

// A load this long is mostly waited for: the three shops, each with its own, are loaded at the same time.
let short: Ended;
let steady: Ended;
let explained: string;
let grown: Ended;
let unread: Ended;
beforeAll(async () => {
  const [sound, leaking, silent] = await Promise.all([soaked(0), soaked(1000), soaked(0)]);
  short = await startPlan(sound.project, {}, full).ended;
  // Half-way through.
  void silent.shop.asked('/slow').then(() => setTimeout(() => (silent.shop.metricsStatus = 503), 12_000));
  [steady, grown, unread] = (await Promise.all(
    [sound, leaking, silent].map(({ project }) => verify(project, full, soaking)),
  )) as [Ended, Ended, Ended];
  explained = (await gonogo(sound.project, ['explain', OF_REQUESTS])).stdout;
}, 300_000);

test('a shop that holds no more after a while than before passes', () => {
  expect(short.said).toMatch(/held-bytes@steady: load\/soak\.k6\.ts sends for 10 s, and .+ takes at least 27 s/);
  expect(row(steady, OF_HELD), steady.said).toMatchObject({ outcome: 'passed', stage: 'load' });
  expect(row(steady, OF_HELD)?.message).toMatch(
    /^held_bytes: 0 % an hour, from 1 MB to 1 MB; 95 % sure of at most 0 %/,
  );
  expect(row(steady, OF_REQUESTS)?.outcome, steady.said).toBe('passed');
  expect([steady.code, steady.verdict?.verdict], steady.said).toEqual([0, 'GO']);
  expect(explained).toMatch(/batches +(\d+(\.\d+)? ms, ){19}/);
  expect(explained).toMatch(/flips +it would pass up to /);
  expect(steady.leftovers).toEqual({ processes: [], folders: [] });
});

test('one that holds on to something of every request is a NO-GO', () => {
  expect(row(grown, OF_HELD), grown.said).toMatchObject({
    outcome: 'failed',
    reasonCode: 'grows',
    attribution: 'product',
  });
  expect(row(grown, OF_HELD)?.message).toMatch(
    /^held_bytes: \+5\d{3} % an hour, from 1\.\d+ MB to 1\.\d+ MB; 95 % sure of at least \+[45]\d{3} % \(2000 % may be\)\.$/,
  );
  expect([grown.code, grown.verdict?.verdict], grown.said).toEqual([1, 'NO-GO']);
});

test('one whose metrics fall silent is INCONCLUSIVE', () => {
  expect(row(unread, OF_HELD), unread.said).toMatchObject({ outcome: 'missing', reasonCode: 'no-evidence' });
  expect(row(unread, OF_HELD)?.message).toMatch(/metrics answers with status 503\. That was after 1\d s of watching\./);
  expect([unread.code, unread.verdict?.verdict], unread.said).toEqual([3, 'INCONCLUSIVE']);
});
