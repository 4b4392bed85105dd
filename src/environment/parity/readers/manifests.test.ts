import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readManifests } from './manifests.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-manifests-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

async function read(text: string) {
  writeFileSync(join(projectDir, 'manifest.yaml'), text);
  const facts = await readManifests('manifest.yaml', {
    projectDir,
    authorization: undefined,
    hmacKey: undefined,
    limitMs: 1000,
  });
  return facts.map(({ kind, subject, value }) => `${kind} ${subject} = ${value}`);
}

const pod = `
      containers:
        - name: app
          image: registry.example/shop@sha256:abc
          env: [{ name: API_KEY, value: sk_live_words }, { name: CURRENCY, valueFrom: { secretKeyRef: { name: a, key: b } } }]
          resources: { limits: { memory: 512Mi }, requests: { cpu: 1 } }`;
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: eu, labels: { any: thing } }
spec:
  replicas: 3
  template:
    spec:${pod}
      initContainers: [{ name: migrate, image: 'registry.example/migrate:1' }]
status: { replicas: 3 }
`;
const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: sweep }
spec: { schedule: '*/5 * * * *', suspend: true, jobTemplate: { spec: { template: { spec: { containers: [{ name: a, image: b }] } } } } }
`;
const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: keys }\ndata: { key: c2VjcmV0 }\n';

test('reads what Kubernetes runs, and passes over secrets and values', async () => {
  const facts = await read([deployment, cronJob, secret].join('---\n'));
  expect(facts).toEqual([
    'replicas deployment/shop = 3',
    'image deployment/shop/migrate = registry.example/migrate:1',
    'image deployment/shop/app = registry.example/shop@sha256:abc',
    'resource deployment/shop/app/limits.memory = 512Mi',
    'resource deployment/shop/app/requests.cpu = 1',
    'container-variable deployment/shop/app/API_KEY = there',
    'container-variable deployment/shop/app/CURRENCY = there',
    'cron-job sweep = */5 * * * * (suspended)',
    'image cronjob/sweep/a = b',
  ]);
});

test('reads a list as kubectl exports it, in JSON as well', async () => {
  const item = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p' },
    spec: { containers: [{ name: 'a', image: 'b' }] },
  };
  expect(await read(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item] }))).toEqual(['image pod/p/a = b']);
});

test('reads a Compose file', async () => {
  const services = `services:
  shop: { image: 'shop:2', environment: { API_KEY: words }, deploy: { replicas: 2, resources: { limits: { cpus: '1.5' } } } }
  worker: { build: ., environment: [QUEUE=mail, DEBUG] }
`;
  expect(await read(services)).toEqual([
    'image shop = shop:2',
    'replicas shop = 2',
    'resource shop/limits.cpus = 1.5',
    'container-variable shop/API_KEY = there',
    'image worker = (built in place)',
    'replicas worker = (not set)',
    'container-variable worker/QUEUE = there',
    'container-variable worker/DEBUG = there',
  ]);
});

test.each([
  ['half an object', deployment.slice(0, deployment.indexOf('  template')), /deployment\/shop is no such object/],
  ['something else', 'hello: world', /neither a Kubernetes object nor a Compose file/],
  ['half a line', 'services: { shop: { image: "shop', /is no YAML/],
  ['a page', '<!doctype html>', /neither|is no YAML/],
])('refuses %s', async (_, text, why) => {
  await expect(read(text)).rejects.toMatchObject({ reasonCode: 'unparsable', message: expect.stringMatching(why) });
});

test('refuses a file whose aliases would fill the memory', async () => {
  const levels = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`);
  await expect(read(['l0: &l0 [x]', ...levels].join('\n'))).rejects.toThrow(/refers to its own parts more than/);
});
