import type { MiddlewareHandler } from 'hono';
import { settings } from './settings.js';

const payments = settings.payments.url;
const own = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  `form-action 'self' ${settings.identity.url}`,
];
const elsewhere = own.join('; ');
// Stripe.js is the only stranger, and only where one pays.
const checkout = [
  ...own,
  `script-src 'self' ${payments}`,
  `frame-src ${payments}`,
  `connect-src 'self' ${payments}`,
  "style-src 'self'",
].join('; ');

/** The headers that every answer carries. */
export const guardPages: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('content-security-policy', c.req.path === '/checkout' ? checkout : elsewhere);
  c.header('x-robots-tag', 'noindex, nofollow');
  c.header('x-content-type-options', 'nosniff');
  c.header('referrer-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  c.header('cross-origin-opener-policy', 'same-origin');
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-cache');
};

/** A form of another site must not act for our visitor. Browsers say where a form came from; other callers have no visitor. */
export const refuseForeignForms: MiddlewareHandler = async (c, next) => {
  const ours = [undefined, `http://${c.req.header('host')}`, settings.publicUrl];
  if (c.req.method === 'GET' || ours.includes(c.req.header('origin'))) return next();
  return c.text('This form was not sent from our own pages.', 403);
};
