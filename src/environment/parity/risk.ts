import type { Risk } from '../../records/parity.js';
import type { FactKind } from '../../records/snapshot.js';
import { compareDebian } from './versions/debian.js';
import type { VersionDistance } from './versions/distance.js';
import { comparePostgresql } from './versions/postgresql.js';
import { compareSemver } from './versions/semver.js';

/** What a difference of one kind of fact risks, and what to do about it. */
export interface KindRule {
  /** Production has it and staging doesn't. */
  missing: Risk;
  /** Staging has it and production doesn't. */
  extra: Risk;
  changed: Risk | ((subject: string, expected: string, actual: string) => Risk);
  /** Values that are two versions, by this kind's rules; undefined: one of them is none. */
  versions?: (a: string, b: string) => VersionDistance | undefined;
  advice: string;
}

/** They decide what the same query answers, or whether data survives: sizes and limits only decide how fast. */
const decisiveSettings =
  /^(database\..*|server_encoding|TimeZone|DateStyle|IntervalStyle|lc_.*|default_text_search_config|default_transaction_.*|search_path|standard_conforming_strings|row_security|bytea_output|session_replication_role)$/;
const slowingSettings = /^(shared_buffers|work_mem|maintenance_work_mem|effective_.*|max_.*|random_page_cost|jit)$/;
const guardingHeaders =
  /^(content-security-policy|strict-transport-security|x-frame-options|x-content-type-options|access-control-.*|status)$/;

const deploy = 'Deploy on staging what production has, or declare the difference.';
const migrate = 'Run on staging the migrations that production has run, or declare what this release brings.';
const pack = 'Install on staging what production runs, or declare what this release brings.';

/** The rule of every kind. */
export const rules: Readonly<Record<FactKind, KindRule>> = {
  'server-version': {
    ...{ missing: 'high', extra: 'high', changed: 'high', versions: comparePostgresql },
    advice: "Run staging's database on production's version.",
  },
  setting: {
    ...{ missing: 'medium', extra: 'medium' },
    changed: (name) => (decisiveSettings.test(name) ? 'high' : slowingSettings.test(name) ? 'low' : 'medium'),
    advice: "Give staging's database production's setting, or declare the difference.",
  },
  extension: {
    ...{ missing: 'high', extra: 'medium', changed: 'medium', versions: compareSemver },
    advice: 'CREATE EXTENSION, or ALTER EXTENSION … UPDATE TO, on staging.',
  },
  schema: { missing: 'high', extra: 'medium', changed: 'medium', advice: migrate },
  table: { missing: 'high', extra: 'medium', changed: 'high', advice: migrate },
  column: { missing: 'high', extra: 'medium', changed: 'high', advice: migrate },
  index: {
    ...{ missing: 'high', extra: 'medium' },
    changed: (_, expected, actual) => (isUnique(expected) === isUnique(actual) ? 'medium' : 'high'),
    advice: 'Create on staging the index that production has: without it staging measures other plans.',
  },
  constraint: { missing: 'high', extra: 'high', changed: 'high', advice: migrate },
  migration: { missing: 'high', extra: 'medium', changed: 'medium', advice: migrate },
  role: {
    ...{ missing: 'medium', extra: 'low' },
    // More rights on staging hide what the release is not allowed to do in production.
    changed: 'high',
    advice: "Give the role production's rights on staging.",
  },
  'npm-package': { missing: 'medium', extra: 'medium', changed: 'medium', versions: compareSemver, advice: pack },
  'debian-package': { missing: 'medium', extra: 'medium', changed: 'medium', versions: compareDebian, advice: pack },
  package: { missing: 'medium', extra: 'medium', changed: 'medium', versions: compareSemver, advice: pack },
  image: { missing: 'high', extra: 'medium', changed: 'high', advice: deploy },
  replicas: { missing: 'low', extra: 'low', changed: 'low', advice: deploy },
  resource: { missing: 'low', extra: 'low', changed: 'low', advice: deploy },
  'container-variable': { missing: 'medium', extra: 'medium', changed: 'medium', advice: deploy },
  'environment-variable': {
    ...{ missing: 'medium', extra: 'medium', changed: 'medium' },
    advice: "Set it on staging as production does, or declare the difference; a secret must be staging's own.",
  },
  'feature-flag': {
    ...{ missing: 'high', extra: 'medium', changed: 'high' },
    advice: 'Switch it on staging as it is in production, or declare that this release switches it.',
  },
  header: {
    ...{ missing: 'medium', extra: 'low' },
    changed: (name) => (guardingHeaders.test(name) ? 'high' : 'low'),
    advice: "Let staging answer with production's header.",
  },
  cookie: { missing: 'medium', extra: 'medium', changed: 'high', advice: "Give the cookie production's attributes." },
  tls: { missing: 'medium', extra: 'low', changed: 'medium', advice: 'Terminate TLS on staging as production does.' },
  'cron-job': { missing: 'high', extra: 'medium', changed: 'medium', advice: deploy },
  queue: { missing: 'high', extra: 'medium', changed: 'medium', advice: deploy },
  fact: { missing: 'medium', extra: 'medium', changed: 'medium', advice: deploy },
};

function isUnique(definition: string): boolean {
  return definition.startsWith('CREATE UNIQUE ');
}

/**
 * What a difference of versions risks: `major` high, `minor` medium, less low; a level more when staging is behind,
 * since then production has already left what staging tests.
 */
export function riskOfVersions({ order, distance }: VersionDistance): Risk | undefined {
  switch (distance) {
    case 'none':
      return undefined;
    case 'major':
      return 'high';
    case 'minor':
      return order < 0 ? 'high' : 'medium';
    case 'patch':
      return order < 0 ? 'medium' : 'low';
    case 'build':
      return 'low';
  }
}
