import { appendFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { gonogo, startPlan, verify } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';

/** With the real k6 and a shop that answers after 150 ms, however much is tried: up to six times ten a second. Only the
 * runs that look for the capacity, which are those of profile smoke, need seconds enough for a forecast. */
const script = `
  import http from 'k6/http';
  const duration = __ENV.GONOGO_PROFILE === 'smoke' ? '7s' : '3s';
  const rate = Math.round(10 * Number(__ENV.GONOGO_LOAD ?? 1));
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate, timeUnit: '1s', duration, preAllocatedVUs: 100 },
    },
    thresholds: { http_req_duration: ['med<500'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}/slow\`); }
`;
const id = 'load/rush/capacity';
const full = ['--profile', 'full'];

test('what a GO foretells of production is kept, explained, made again, and held against what came of it', async () => {
  const { project } = await set((shop) => ({
    config: `export default {
      name: 'Tiny shop',
      staging: { target: '${shop.url}', metrics: { urls: ['${shop.url}/metrics'] } },
      caps: { requestsPerSecond: 60 },
      production: {
        hosts: ['shop.example.com'],
        expected: [
          { script: 'load/rush.k6.ts', requestsPerSecond: 100, timesStaging: 2, reason: 'two shops, not one', processors: 4 },
        ],
      },
    };`,
    policy: 'version: 1\ncapacity:\n  - { script: load/rush.k6.ts, atLeast: 1.2 }\n',
    files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/rush.k6.ts': script },
  }));
  const found = await verify(project, full, { withinMs: 280_000 });
  expect([found.code, found.verdict?.verdict], found.said).toEqual([0, 'GO']);

  const explained = (await gonogo(project, ['explain', id])).stdout;
  expect(explained).toMatch(
    /forecast +100 requests\/s in production will take \d+(\.\d+)? ms on average, 95 % sure of \d+(\.\d+)? ms to \d+(\.\d+)? ms/,
  );
  expect(explained).toMatch(/scale +2 × staging, 50 requests\/s on each: two shops, not one/);
  expect(explained).toMatch(
    /utilisation +by the utilisation law it takes 0\.2 processors at 100 requests\/s, of production’s 4: 2 ms of processor time/,
  );
  expect(explained).not.toContain('reservation');
  expect(explained).toMatch(/co-located +staging shares its machine/);
  expect(explained).toMatch(/score +no forecast was held against production yet/);

  const report = path.join(project.reports, 'latest/report.html');
  const told = readFileSync(report, 'utf8');
  expect(told).toContain('What it says of production: advisory');
  expect((await gonogo(project, ['judge', 'reports/latest'])).code).toBe(0);
  expect(readFileSync(report, 'utf8')).toBe(told);

  const kept = path.join(project.reports, 'forecasts.jsonl');
  const { runId, release } = JSON.parse(readFileSync(kept, 'utf8')) as { runId: string; release: string };
  expect(runId).toBe(found.verdict?.runId);
  const took = ['--at', new Date().toISOString(), '--requests-per-second', '90', '--mean-ms', '9000'];
  const held = await gonogo(project, ['forecast', 'actual', '--release', release, ...took]);
  expect([held.code, held.stdout]).toEqual([
    0,
    expect.stringMatching(/^9000 ms lie outside what run .+ foretold of 90 requests\/s: /),
  ]);

  const plan = await startPlan(project, {}, [...full, '--json']).ended;
  expect(JSON.parse(plan.stdout)).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({
        id,
        source: expect.objectContaining({
          production: expect.objectContaining({ actuals: [expect.objectContaining({ runId, meanMs: 9000 })] }),
        }),
      }),
    ]),
  });

  appendFileSync(kept, '{"schemaVersion":1,"kind":"act');
  const refused = await startPlan(project, {}, full).ended;
  expect([refused.code, refused.said]).toEqual([
    2,
    expect.stringContaining('forecasts.jsonl, line 3: this is no JSON.'),
  ]);
}, 300_000);
