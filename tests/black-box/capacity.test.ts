import { beforeAll, expect, test } from 'vitest';
import { gonogo, startPlan, verify, type Ended } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';

/** How much load is taken? With the real k6 and a shop whose till serves fifty a second at most. */
const script = (rate: string): string => `
  import http from 'k6/http';
  const times = Number(__ENV.GONOGO_LOAD ?? 1);
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: ${rate}, timeUnit: '1s', duration: '2s', preAllocatedVUs: 300 },
    },
    thresholds: { http_req_duration: ['med<200'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/till\`); }
`;
const policy = (atLeast: number): string =>
  `version: 1\ncapacity:\n  - { script: load/rush.k6.ts, atLeast: ${atLeast} }\n`;
const project = async (rate: string, atLeast: number, metrics: (url: string) => string = () => '') => {
  const files = { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/rush.k6.ts': script(rate) };
  const config = (url: string) =>
    `export default { name: 'Tiny shop', staging: { target: '${url}', ${metrics(url)} } };`;
  return (await set(({ url }) => ({ config: config(url), policy: policy(atLeast), files }))).project;
};
const full = ['--profile', 'full'];
const id = 'load/rush/capacity';
// Each has a shop of its own, and so they are looked for at the same time.
let enough: Ended;
let explained: string;
let tooLittle: Ended;
beforeAll(async () => {
  const shops = await Promise.all([
    project('Math.round(20 * times)', 1.2, (url) => `metrics: { urls: ['${url}/nothing-here'] }`),
    project('Math.round(40 * times)', 3),
  ]);
  [enough, tooLittle] = await Promise.all([
    verify(shops[0], full, { withinMs: 180_000 }),
    verify(shops[1], [...full, '--only', id], { withinMs: 180_000 }),
  ]);
  explained = (await gonogo(shops[0], ['explain', id])).stdout;
}, 300_000);

const row = ({ verdict }: Ended) => verdict?.checks.find((check) => check.id === id);

test('what is taken lies below what the shop can do, is confirmed, and is enough for GO, whatever its metrics do', () => {
  expect(row(enough), enough.said).toMatchObject({ outcome: 'passed', expected: 'at least 1.20× its load (24/s)' });
  const [, times] =
    /^It takes (\d\.\d\d)× its load .+ kept 3 times: .+ Under \d/.exec(String(row(enough)?.message)) ?? [];
  expect(Number(times), String(row(enough)?.message)).toBeGreaterThan(1.2);
  expect(Number(times)).toBeLessThan(3.1);
  expect([enough.code, enough.verdict?.verdict], enough.said).toEqual([0, 'GO']);
  expect(explained).toMatch(/interval +between \d\.\d\d× its load .+ and \d\.\d\d× its load/);
  expect(explained).toMatch(
    /not read +its processor time under 1\.00× its load .+nothing-here answers with status 404\./,
  );
  expect(enough.leftovers).toEqual({ processes: [], folders: [] });
});

test('less than is asked for is a NO-GO that says under which load, and which limit', () => {
  expect(row(tooLittle), tooLittle.said).toMatchObject({ outcome: 'failed', reasonCode: 'limit-exceeded' });
  expect(row(tooLittle)?.message).toMatch(
    /^Under \d+\.\d\d× its load \(\d+(\.\d)?\/s\): http_req_duration: .+ wrong side of med<200/,
  );
  expect([tooLittle.code, tooLittle.verdict?.verdict]).toEqual([1, 'NO-GO']);
});

test('a script that sends the same whatever it is told is refused before anything is sent', async () => {
  const shop = await project('20', 2);
  const refused = await startPlan(shop, {}, full).ended;
  expect([refused.code, refused.said]).toEqual([
    2,
    expect.stringContaining(
      'policy.yaml, line 3: capacity[0]: load/rush.k6.ts starts 20 iterations a second, and 20 with GONOGO_LOAD=2.',
    ),
  ]);
  const standard = await startPlan(shop, {}, ['--profile', 'standard']).ended;
  expect(standard.said).toContain(`${id}: profile full alone looks for the capacity`);
});
