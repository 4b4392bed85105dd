import { z } from 'zod';
import { expectedLoad } from './forecast.js';
import { foreignCommand } from './foreign.js';
import { rollback } from './rollback.js';
import { staging } from './staging.js';

const host = z.string().regex(/^(\*\.)?[a-z0-9.-]+$/i, 'a host name, or *.domain');

/** A command that starts a staging in the foreground and prints the staging record as one JSON line when it is up. */
const startedStaging = z.strictObject({
  start: z.string().min(1),
  /** How long it may take to be up. */
  readyWithinS: z.number().positive().max(900).default(60),
});

/** Every block that is absent has one safe default, which `gonogo plan` prints. */
export const config = z
  .strictObject({
    /** What is released. */
    name: z.string().min(1),
    staging: z.union([startedStaging, staging.omit({ schemaVersion: true, pid: true, startedAt: true })]),
    /** Where staging says which release it is; `declared` where it can't, with the reason. */
    release: z
      .union([
        z.strictObject({
          path: z.string().regex(/^\/(?![/\\])/, 'a path on the target itself, such as /release.json'),
        }),
        z.strictObject({
          declared: z.strictObject({ version: z.string(), commit: z.string() }),
          reason: z.string().min(10),
        }),
      ])
      .default({ path: '/release.json' }),
    production: z
      .strictObject({
        /** Hosts that must never be sent anything: a target among them, by name or by CNAME, is an error. */
        hosts: z.array(host),
        /** What it takes at its peak, for a forecast: docs/guides/capacity.md. Absent: there is none. */
        expected: z.array(expectedLoad).optional(),
      })
      .default({ hosts: [] }),
    /** Hosts besides loopback, the configured target and the third parties that requests may go to. */
    allowedHosts: z.array(host).default([]),
    /** What all load together may do to staging: a plan beyond it is an error. */
    caps: z
      .strictObject({
        requestsPerSecond: z.number().positive().default(500),
        requests: z.int().positive().default(1_000_000),
        minutes: z.number().positive().default(60),
      })
      .prefault({}),
    /** Other tools' commands, whose reports are evidence too: docs/guides/other-tools.md. */
    foreign: z.array(foreignCommand).default([]),
    /** The release before, running beside: profile full compares load with it. docs/guides/compare-with-before.md */
    previous: z.union([startedStaging, staging.omit({ schemaVersion: true, pid: true, startedAt: true })]).optional(),
    /** How a release comes and goes, for the drill of profile full: docs/guides/rollback-drill.md. Absent: there is none. */
    rollback: rollback.optional(),
    /** Executables, when they are not to be looked for. */
    chromium: z.string().optional(),
    k6: z.string().optional(),
  })
  .refine(({ release, rollback: back }) => back?.onNoGo === undefined || !('declared' in release), {
    path: ['rollback', 'onNoGo'],
    message:
      'a rollback is proven by release identity, which release.declared only declares: let staging say it (release.path)',
  });
export type Config = z.infer<typeof config>;
/** What `staging.config.ts` holds: `Config` before its defaults. */
export type ConfigInput = z.input<typeof config>;
