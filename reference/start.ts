// Starts the whole staging and says on stdout, in one line of JSON (the staging record), where its parts are.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startDeployHook } from './deploy-hook.js';
import { factOf, startPart, stopParts, type Ready } from './parts.js';
import { writeProductionTwin } from './production-twin.js';
import { startProxy } from './proxy.js';
import { forgetRecord, keepRecord } from './record.js';
import { releaseNamed } from './release.js';
import { releasesOf } from './releases.js';
import { activeFault } from './shop/fault.js';

const { fault, broken, release } = await options().catch((error: unknown) => {
  console.error(`staging: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(2);
});
const cache = fileURLToPath(new URL('../../.gonogo/cache', import.meta.url));
/** Then it is not a run's own staging but a person's, whose next command is to find it. */
const byHand = process.env['GONOGO_RUN_ID'] === undefined;
const folder = mkdtempSync(join(tmpdir(), 'gonogo-staging-'));
const secret = (prefix: string) => prefix + randomBytes(16).toString('hex');

if (process.env['GONOGO_PIN'] === '1') pinToFirstCore();

const access = { username: 'staging', password: secret('') };
const proxy = await startProxy(access, broken);
const life = { stopping: false };
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
try {
  const record = await start();
  if (byHand) keepRecord(record);
  process.stdout.write(`${JSON.stringify(record)}\n`);
} catch (error) {
  if (!life.stopping) console.error(`staging: ${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}

async function options() {
  const { values } = parseArgs({
    options: { release: { type: 'string', default: 'candidate' }, break: { type: 'string' } },
  });
  // Known names only, and said now rather than by a replica when all else is up.
  const name = values.break ?? process.env['REFERENCE_FAULT'];
  const fault = await activeFault(name);
  if (fault) console.error(`staging: broken on purpose: ${fault.title}`);
  return { fault: name, broken: fault, release: releaseNamed(values.release) };
}

async function start(): Promise<object> {
  const payments = {
    secretKey: secret(broken?.paymentKey ?? 'sk_test_'),
    publishableKey: secret('pk_test_'),
    webhookSecret: secret('whsec_'),
  };
  const identitySecret = secret('');
  const admin = { email: 'admin@example.org', password: secret(''), token: secret('') };
  const shopLog = join(folder, 'shop.log');
  const redirectUri = `${proxy.url}/sign-in/callback`;

  const [database, payment, mail, identity, tax, shipping, stripeMock] = await Promise.all([
    startPart('database', {
      DATA_FOLDER: folder,
      CACHE_FOLDER: cache,
      SCHEMA: String(release.schema),
      ...(fault === undefined ? {} : { REFERENCE_FAULT: fault }),
    }),
    startPart('sandboxes/payments', {
      SECRET_KEY: payments.secretKey,
      PUBLISHABLE_KEY: payments.publishableKey,
      WEBHOOK_SECRET: payments.webhookSecret,
      WEBHOOK_URL: `${proxy.url}/webhooks/payments`,
    }),
    startPart('sandboxes/mail', {}),
    startPart('sandboxes/identity', {
      CLIENT_SECRET: identitySecret,
      REDIRECT_URIS: redirectUri,
      POST_LOGOUT_URIS: `${proxy.url}/`,
    }),
    startPart('sandboxes/tax', {}),
    startPart('sandboxes/shipping', {}),
    startPart('sandboxes/stripe-mock', { CACHE_FOLDER: cache }),
  ]);
  const sandboxes = { tax, shipping };
  for (const [name, { url }] of Object.entries(sandboxes)) {
    const trouble = broken?.thirdParties?.[name as keyof typeof sandboxes];
    if (trouble) await tell(name, `${url}/__fault`, trouble);
  }
  const releases = releasesOf(
    proxy,
    database.url,
    {
      DATABASE_URL: database.url,
      PAYMENTS_URL: payment.url,
      PAYMENTS_SECRET_KEY: payments.secretKey,
      PAYMENTS_PUBLISHABLE_KEY: payments.publishableKey,
      WEBHOOK_SECRET: payments.webhookSecret,
      SMTP: factOf(mail, 'smtp'),
      IDENTITY_URL: identity.url,
      IDENTITY_CLIENT_SECRET: identitySecret,
      TAX_URL: tax.url,
      SHIPPING_URL: shipping.url,
      PUBLIC_URL: proxy.url,
      ADMIN_TOKEN: admin.token,
      LOG_FILE: shopLog,
      ...(fault === undefined ? {} : { REFERENCE_FAULT: fault }),
    },
    broken,
  );
  const replicas = await releases.start(release);
  const hook = await startDeployHook(releases);
  const account = { email: admin.email, password: admin.password, name: 'Staging Admin', role: 'admin' };
  await tell('identity', `${identity.url}/__users`, account);

  const party = (part: Ready, settings: Record<string, string> = {}) => ({
    url: part.url,
    health: `${part.url}/healthz`,
    settings,
  });
  return {
    schemaVersion: 1,
    target: proxy.url,
    access,
    thirdParties: {
      payments: party(payment, {
        ...payments,
        apiVersion: factOf(replicas[0], 'paymentsApiVersion'),
        stripeMock: stripeMock.url,
      }),
      mail: party(mail, { smtp: factOf(mail, 'smtp') }),
      identity: party(identity, { clientId: 'shop', clientSecret: identitySecret, redirectUri }),
      tax: party(tax),
      shipping: party(shipping),
    },
    database: database.url,
    metrics: { urls: [`${proxy.url}/metrics`], processes: replicas.length },
    pid: process.pid,
    startedAt: new Date().toISOString(),
    settings: {
      adminEmail: admin.email,
      adminPassword: admin.password,
      adminToken: admin.token,
      webhookPath: '/webhooks/payments',
      product: 'harbour-enamel-mug',
      book: 'harbour-kitchen-cookbook',
      blanket: 'harbour-wool-blanket',
      soldOutProduct: 'harbour-oak-desk-lamp',
      productionSnapshot: writeProductionTwin(folder),
      shopLog,
      deployHook: hook.url,
      deployToken: hook.token,
    },
  };
}

/** Has a sandbox do what only its own staging may ask of it. */
async function tell(sandbox: string, url: string, what: object): Promise<void> {
  const body = JSON.stringify(what);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(5_000) });
  if (!answer.ok)
    throw new Error(
      `the ${sandbox} sandbox did not take what it was told (status ${answer.status}): see its log above`,
    );
}

async function stop(code: number): Promise<void> {
  if (life.stopping) return;
  life.stopping = true;
  if (byHand) forgetRecord();
  await Promise.all([proxy.stop(), stopParts()]);
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

function pinToFirstCore(): void {
  try {
    execFileSync('taskset', ['-acp', '0', String(process.pid)], { stdio: 'ignore' });
  } catch {
    console.error(
      'staging: GONOGO_PIN=1 needs taskset, which this machine does not have: target and load share all cores',
    );
  }
}
