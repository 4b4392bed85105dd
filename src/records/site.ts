import { z } from 'zod';
import { reasonCode } from './check.js';

/**
 * What a browser does with an address that a page names: leads the visitor there, loads it with the page, shows it in
 * a frame, sends a form there. `guess`: no page names it; it is asked for because most sites have it.
 */
const use = z.enum(['link', 'load', 'frame', 'form', 'guess']);
export type Use = z.infer<typeof use>;

/** An address as a page names it: absolute, without fragment. */
const reference = z.strictObject({ url: z.string(), use, element: z.string() });
export type Reference = z.infer<typeof reference>;

/** What a page of HTML says of itself. Absent: it does not say. */
const page = z.strictObject({
  title: z.string().optional(),
  language: z.string().optional(),
  /** The encoding that its own `<meta>` names. */
  charset: z.string().optional(),
  /** The contents of `<meta name="robots">`. */
  robots: z.array(z.string()),
  passwordFields: z.int().nonnegative(),
  references: z.array(reference),
});
export type PageOfSite = z.infer<typeof page>;

/** What one GET was answered. No body is kept, no cookie's value, and of a secret no more than its kind. */
const answer = z.strictObject({
  url: z.string(),
  /** Absent: nobody answered, or not in time; `trouble` says why. */
  status: z.int().optional(),
  trouble: z.string().optional(),
  /** Names in lower case; `set-cookie` is in `cookies`. */
  headers: z.record(z.string(), z.string()),
  /** `Set-Cookie` lines without their values. */
  cookies: z.array(z.string()),
  /** Where a redirect leads, absolute. */
  leadsTo: z.string().optional(),
  bytes: z.int().nonnegative(),
  /** False: there was more than is read. */
  isWhole: z.boolean(),
  /** Of the body that was read, to tell equal answers. */
  sha256: z.string().optional(),
  /** Whether the body can be read in the encoding that it names; absent for what is no text. */
  isReadable: z.boolean().optional(),
  page: page.optional(),
  /** Kinds of stack traces and debug pages in it. */
  traces: z.array(z.string()),
  /** Kinds of secrets in it. */
  secrets: z.array(z.string()),
  /** The source map that a script or a style sheet names, absolute. */
  sourceMap: z.string().optional(),
});
export type Answer = z.infer<typeof answer>;

const visit = z.strictObject({
  ...answer.shape,
  use,
  /** Addresses of one template have one shape: `/p/*`. */
  shape: z.string(),
  /** How many links lie between it and the start. */
  depth: z.int().nonnegative(),
  /** The first places that name it, and how many there are. */
  foundIn: z.array(z.strictObject({ url: z.string(), element: z.string() })),
  foundTimes: z.int().nonnegative(),
  /** What somebody without credentials and cookies is answered; absent: nobody needs any. */
  asStranger: answer.pick({ status: true, trouble: true, leadsTo: true, page: true }).optional(),
});
export type Visit = z.infer<typeof visit>;

const tls = z.strictObject({
  protocol: z.string(),
  /** Why this machine does not trust the certificate (chain, name, date); absent: it does. */
  distrust: z.string().optional(),
  validTo: z.iso.datetime(),
  /** Whether TLS 1.1 or older is agreed to. */
  takesOldProtocols: z.boolean(),
});
export type TlsOfSite = z.infer<typeof tls>;

/** A site as a crawl saw it: facts, which the checks of a site judge. */
export const site = z.strictObject({
  target: z.string(),
  crawledAt: z.iso.datetime(),
  /** Whether credentials were given: then nothing may be read without. */
  hasAccess: z.boolean(),
  /** Whether the target's address can be reached from its own network alone. */
  isOwnNetwork: z.boolean(),
  visits: z.array(visit),
  /** What an address that nobody made, and a malformed one, are answered. */
  errors: z.array(answer),
  /** Files that are served and should not be, by what is in them. */
  leaks: z.array(z.strictObject({ url: z.string(), what: z.string() })),
  /** Answers to a request that says it comes from a page of another site. */
  foreignOrigins: z.array(z.strictObject({ url: z.string(), origin: z.string(), isAllowed: z.boolean() })),
  /** Sitemaps that are there, and robots.txt as it is. */
  sitemaps: z.array(z.string()),
  robots: z.string().optional(),
  tls: tls.optional(),
  /** Why nothing of the site could be read. */
  obstacle: z.strictObject({ reasonCode, message: z.string() }).optional(),
  /** What was to be read and was not, in sentences. */
  unread: z.array(z.string()),
  /** Addresses that the limits left out, or that could change something by being asked for. */
  leftOut: z.strictObject({ byLimits: z.int().nonnegative(), asRisky: z.int().nonnegative() }),
});
export type Site = z.infer<typeof site>;
