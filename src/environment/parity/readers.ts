import type { ReaderKind } from '../../records/parity.js';
import type { Read } from './reader.js';
import { readFlags } from './readers/flags.js';
import { readHeaders } from './readers/headers.js';
import { readHttp } from './readers/http.js';
import { readLockfile } from './readers/lockfile.js';
import { readManifests } from './readers/manifests.js';
import { readPostgres } from './readers/postgres.js';
import { readSbom } from './readers/sbom.js';
import { readSchedule } from './readers/schedule.js';
import { readTls } from './readers/tls.js';
import { readVariables } from './readers/variables.js';

/** Every reader by its kind in parity.yaml. */
export const readers: Readonly<Record<ReaderKind, Read>> = {
  postgres: readPostgres,
  http: readHttp,
  lockfile: readLockfile,
  sbom: readSbom,
  manifests: readManifests,
  variables: readVariables,
  flags: readFlags,
  headers: readHeaders,
  tls: readTls,
  schedule: readSchedule,
};
