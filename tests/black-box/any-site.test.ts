import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { certificate } from '../../src/environment/parity/tls-certificate.test-data.js';
import { defects } from '../../src/environment/crawl/defects.test-data.js';
import { siteCheckNames } from '../../src/environment/crawl/site-checks.js';
import {
  healthySite,
  startSite,
  withoutWall,
  type Handler,
} from '../../src/environment/crawl/site-server.test-data.js';
import { repository } from '../repository.js';
import { startPlan, verify } from './command.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A folder with nothing in it, and a site that answers like this. */
async function nothingBut(handler: Handler, secure?: typeof certificate) {
  const nursery = path.join(repository, '.gonogo', 'tmp');
  mkdirSync(nursery, { recursive: true });
  const dir = mkdtempSync(path.join(nursery, 'empty-'));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  const site = await startSite(withoutWall(handler), secure);
  ends.push(() => site.stop());
  return { url: site.url, asked: site.asked, place: { dir, reports: path.join(dir, 'reports') } };
}

test('a site is verified by its address alone: GO, with an identity that is no more than declared', async () => {
  const { url, place } = await nothingBut(healthySite);
  const { code, verdict, said, leftovers, runDir } = await verify(place, ['--target', url]);
  expect({ code, verdict: verdict?.verdict, reasons: verdict?.reasons }, said).toEqual({
    code: 0,
    verdict: 'GO',
    reasons: [],
  });
  expect(verdict?.subject.identity).toBe('declared');
  expect(readFileSync(path.join(runDir, 'summary.md'), 'utf8')).toContain('Release declared, not observed');
  expect(verdict?.checks.map(({ id, outcome }) => `${id} ${outcome}`).toSorted()).toEqual(
    [
      'environment/release-identity passed',
      ...siteCheckNames().map((name) => `site/crawl/${name} passed`),
      ...['', '@accessible', '@clean-console'].map((tag) => `site/templates${tag} passed`),
    ].toSorted(),
  );
  expect(leftovers).toEqual({ processes: [], folders: [] });
}, 150_000);

test('what a site will be verified by can be asked before, and sends it nothing', async () => {
  const { url, place, asked } = await nothingBut(healthySite);
  const { code, stdout, said } = await startPlan(place, {}, ['--target', url]).ended;
  expect(code, said).toBe(0);
  for (const id of ['site/crawl/links', 'site/templates@accessible']) expect(stdout).toContain(id);
  expect(asked).toEqual([]);
}, 60_000);

test('a site with one flaw is NO-GO, by that check alone', async () => {
  const { spoil } = defects['environment variables that are served']!;
  const { url, place } = await nothingBut((asked) => {
    const answered = healthySite(asked);
    return answered === 'hang' ? answered : spoil(answered, asked);
  });
  const { code, verdict, said } = await verify(place, ['--target', url, '--only', 'site/crawl/**']);
  expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 1, verdict: 'NO-GO' });
  expect(verdict?.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id }) => id)).toEqual([
    'site/crawl/served-files',
  ]);
  expect(verdict?.reasons[0]?.message).toContain('/.env');
}, 150_000);

/** As `healthySite`, with what https asks for besides, and one page that loads a script without it. */
const mixedSite: Handler = (asked) => {
  const answered = healthySite(asked);
  if (answered === 'hang') return answered;
  const cookie = answered.headers?.['set-cookie'];
  const script = '<script src="http://localhost:9/old.js"></script>';
  return {
    ...answered,
    ...(asked.path === '/goods/7' ? { body: `${answered.body?.toString()}${script}` } : {}),
    headers: {
      ...answered.headers,
      'strict-transport-security': 'max-age=31536000',
      ...(cookie === undefined ? {} : { 'set-cookie': `${cookie.toString()}; Secure` }),
    },
  };
};

test('a site of https is verified as one, and what it loads without is found', async () => {
  const { url, place } = await nothingBut(mixedSite, certificate);
  const words = ['--target', url, '--only', 'site/crawl/**'];
  const trusted = path.join(place.dir, 'authority.pem');
  writeFileSync(trusted, certificate.cert);
  const { verdict, said } = await verify(place, words, { env: { NODE_EXTRA_CA_CERTS: trusted } });
  const notPassed = verdict?.checks.filter(({ outcome }) => outcome !== 'passed');
  expect(
    notPassed?.map(({ id, outcome }) => `${id} ${outcome}`),
    said,
  ).toEqual(['site/crawl/mixed-content failed']);
  expect(verdict?.reasons[0]?.message).toContain('/goods/7');
}, 150_000);

test('a certificate that nobody vouches for is a NO-GO, and what could not be looked at for it is no pass', async () => {
  const { url, place } = await nothingBut(mixedSite, certificate);
  const words = ['--target', url, '--only', 'site/crawl/tls', '--only', 'site/crawl/title'];
  const { code, verdict, said } = await verify(place, words);
  expect({ code, verdict: verdict?.verdict }, said).toEqual({ code: 1, verdict: 'NO-GO' });
  expect(verdict?.checks.map(({ id, outcome }) => `${id} ${outcome}`).toSorted()).toEqual([
    'site/crawl/title missing',
    'site/crawl/tls failed',
  ]);
}, 150_000);
