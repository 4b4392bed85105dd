import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { html } from 'hono/html';
import { fault } from './broken.js';
import { categories } from './catalogue.js';
import { countries, countryCodes } from './countries.js';
import { input } from './form.js';
import { settings } from './settings.js';
import type { At } from './visitor.js';

export type Markup = ReturnType<typeof html>;

const folder = new URL('../../shop/assets/', import.meta.url);

/** Asset files by name. Their addresses carry a hash of the content, so that browsers may keep them for ever. */
export const assets = new Map(
  readdirSync(folder).map((name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const content = fault?.asset?.(name, text) ?? text;
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    return [name, { content, path: `/assets/${hash}/${name}` }];
  }),
);

function assetPath(name: string): string {
  const asset = assets.get(name);
  if (!asset) throw new Error(`there is no asset ${name} in reference/shop/assets`);
  return asset.path;
}

interface Frame {
  title: string;
  body: unknown;
  status?: 200 | 402 | 403 | 404 | 409 | 422 | 500;
  /** Script files of this page: assets by name, others by URL. */
  scripts?: string[];
  /** Without search and categories: nothing leads away from paying. */
  quiet?: boolean;
}

interface Said {
  problem?: string | undefined;
  status?: Frame['status'];
}

/** A whole page in the shop's frame. */
export function page(c: At, { title, body, status = 200, scripts = [], quiet = false }: Frame) {
  const urls = ['site.js', ...scripts].map((name) => (name.includes('://') ? name : assetPath(name)));
  return c.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · Fieldnote</title>
          <meta name="description" content="Fieldnote: everyday goods, made to last." />
          <link rel="icon" href="${assetPath('favicon.svg')}" type="image/svg+xml" />
          <link rel="stylesheet" href="${assetPath('style.css')}" />
          ${urls.map((url) => html`<script src="${url}" defer></script>`)}
        </head>
        <body>
          <a class="skip" href="#content">Skip to content</a>
          <header class="top">${quiet ? quietBar() : bars(c)}</header>
          <main id="content" tabindex="-1">${body}</main>
          <footer>
            <div class="bar">
              <p>Fieldnote, everyday goods made to last.</p>
              <p>Staging ${settings.release.version}: nothing here is sold or sent.</p>
            </div>
          </footer>
        </body>
      </html>`,
    status,
  );
}

/** A page of one column under its title. A problem that the customer can mend is told first. */
export function column(c: At, title: string, content: unknown, { problem, status }: Said = {}) {
  return page(c, {
    title,
    status: status ?? (problem ? 422 : 200),
    body: html`<div class="narrow">
      <h1>${title}</h1>
      ${problem && html`<p role="alert" class="alert">${problem}</p>`} ${content}
    </div>`,
  });
}

const brand = html`<a class="brand" href="/"
  ><svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <path d="M6 27V9a4 4 0 0 1 4-4h16v18a4 4 0 0 1-4 4z" fill="currentColor" />
    <path d="M11 12h10M11 17h7" stroke="#fff" stroke-width="2" stroke-linecap="round" /></svg
  >Fieldnote</a
>`;

function quietBar(): Markup {
  return html`<div class="bar">${brand}<span class="secure">Secure checkout</span></div>`;
}

function bars(c: At): Markup {
  const { session, country } = c.var.visitor;
  const { pathname, search, searchParams } = new URL(c.req.url);
  const searched = pathname === '/search' ? (searchParams.get('q') ?? '') : '';
  return html`<div class="bar">
      ${brand}
      <form class="search" role="search" action="/search">
        <label for="search" class="unseen">Search</label>
        ${input({ id: 'search', name: 'q', type: 'search', placeholder: 'Search mugs, lamps, maps…', value: searched, autocomplete: 'off' })}
        <button class="icon" aria-label="Find">
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <circle cx="10.5" cy="10.5" r="6.5" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="m15.5 15.5 5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
          </svg>
        </button>
      </form>
      <form class="ship-to" method="post" action="/country">
        <input type="hidden" name="back" value="${c.req.method === 'GET' ? pathname + search : '/'}" />
        <label for="ship-to">Ship to</label>
        <select id="ship-to" name="country" data-submits autocomplete="off">
          ${countryOptions(country)}
        </select>
        <noscript><button>Change</button></noscript>
      </form>
      <div class="mine">
        <a href="${session?.email ? '/account' : '/sign-in'}">${session?.email ? 'Account' : 'Sign in'}</a>
        ${session?.role === 'admin' && html`<a href="/admin/orders">Admin</a>`}
        <a href="/cart">Cart${session?.items ? badge(session.items) : ''}</a>
      </div>
    </div>
    <nav aria-label="Categories">
      <ul>
        ${categories.map(
          ({ slug, name }) =>
            html`<li>
              <a href="/c/${slug}" ${pathname === `/c/${slug}` && html`aria-current="page"`}>${name}</a>
            </li>`,
        )}
      </ul>
    </nav>`;
}

function badge(items: number): Markup {
  return html` <span class="badge">${items}<span class="unseen"> items</span></span>`;
}

/** The countries that we deliver to, as the options of a select. */
export function countryOptions(chosen: string): Markup[] {
  return countryCodes.map(
    (code) => html`<option value="${code}" ${code === chosen && 'selected'}>${countries[code].name}</option>`,
  );
}
