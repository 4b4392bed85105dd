import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf } from '../../reference/faults.test-data.js';
import { startFront } from '../../reference/front.test-data.js';
import { startReference } from '../../reference/started.test-data.js';
import type { Fault } from '../../reference/shop/fault.js';
import { certificate } from '../../src/environment/parity/tls-certificate.test-data.js';
import { repository } from '../repository.js';
import { verify } from './command.js';
import { closing } from './stage.js';

// The reference staging behind a front of https: the two matters of a crawl that one on loopback has nothing of.

test('a front of https is looked at: its certificate, and what pages load without', async () => {
  const reports = closing(mkdtempSync(path.join(tmpdir(), 'black-box-reports-')), (it) =>
    rmSync(it, { recursive: true, force: true }),
  );
  const trusted = path.join(reports, 'authority.pem');
  writeFileSync(trusted, certificate.cert);
  const shop = closing(await startReference(), (it) => it.stop());
  const looked = async (fault: Fault, env: Record<string, string>, secure: ServerOptions = certificate) => {
    const front = closing(await startFront(shop, fault, secure), (it) => it.close());
    const record = path.join(reports, 'staging.json');
    writeFileSync(record, JSON.stringify({ ...shop.record, target: front.url }));
    const only = ['tls', 'mixed-content'].flatMap((name) => ['--only', `environment/exposure/${name}`]);
    const words = ['--out', reports, '--staging', record, '--release', '2.0.0', ...only];
    const { verdict, said } = await verify({ dir: repository, reports }, words, { env });
    const rows = verdict?.checks.map(({ id, outcome, message }) => [id, outcome, message] as const) ?? [];
    return { said, of: (name: string) => rows.find(([id]) => id === `environment/exposure/${name}`) };
  };
  const healthy = { title: 'none', breaks: 'nothing' };
  const authority = { NODE_EXTRA_CA_CERTS: trusted };

  const well = await looked(healthy, authority);
  expect([well.of('tls')?.[1], well.of('mixed-content')?.[1]], well.said).toEqual(['passed', 'passed']);

  const old = await looked(healthy, authority, { ...certificate, minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' });
  expect(old.of('tls'), old.said).toMatchObject([
    ...['environment/exposure/tls', 'failed'],
    expect.stringContaining('Old protocols are agreed to'),
  ]);
  expect(old.of('mixed-content')?.[1], old.said).toBe('passed');

  // Whom nobody vouches for is not asked which release it is: nothing is known of it.
  const untrusted = await looked(healthy, {});
  expect(untrusted.of('tls')?.slice(1), untrusted.said).toEqual([
    'missing',
    'Staging does not answer: self-signed certificate.',
  ]);

  const [[, fault] = []] = Object.entries(await faultsOf('environment/exposure/mixed-content'));
  if (fault === undefined) throw new Error('no fault is for mixed content');
  const mixed = await looked(fault, authority);
  expect(mixed.of('tls')?.[1], mixed.said).toBe('passed');
  expect(mixed.of('mixed-content'), mixed.said).toMatchObject([
    ...['environment/exposure/mixed-content', 'failed'],
    expect.stringMatching(/without https \(\/c\/toys\)/),
  ]);
}, 200_000);
