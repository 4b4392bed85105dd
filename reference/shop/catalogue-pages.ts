import { Hono } from 'hono';
import { html } from 'hono/html';
import { mostOfOne } from './cart.js';
import {
  bestSellers,
  categories,
  pageSize,
  priceOf,
  productCalled,
  search,
  shelfOf,
  type Product,
} from './catalogue.js';
import { countries, money, type CountryCode } from './countries.js';
import { page, troublePage, type Markup } from './layout.js';
import { picture } from './pictures.js';
import { features } from './settings.js';
import type { Shop } from './visitor.js';

export const cataloguePages = new Hono<Shop>();

cataloguePages.get('/', async (c) => {
  const products = await bestSellers(8);
  return page(c, {
    title: 'Everyday goods, made to last',
    body: html`<section class="hero">
        <div>
          <h1>Fieldnote</h1>
          <p>Everyday goods, made to last. Chosen slowly, packed without plastic, repaired for five years.</p>
          <a class="button" href="/c/${categories[0]?.slug}">Start with the kitchen</a>
        </div>
        <div class="hero-art" aria-hidden="true">
          ${[
            ['lamp', 38],
            ['mug', 152],
            ['book', 8],
            ['bag', 205],
          ].map(([shape, hue]) => picture({ shape: String(shape), hue: Number(hue) }))}
        </div>
      </section>
      <section>
        <h2>Most wanted</h2>
        ${cards(products, c.var.visitor.country)}
      </section>
      <section>
        <h2>Look around</h2>
        <ul class="rooms">
          ${categories.map(
            ({ slug, name, blurb }) =>
              html`<li>
                <a href="/c/${slug}"><strong>${name}</strong><span>${blurb}</span></a>
              </li>`,
          )}
        </ul>
      </section>`,
  });
});

cataloguePages.get('/c/:slug', async (c) => {
  const category = categories.find(({ slug }) => slug === c.req.param('slug'));
  const number = pageNumber(c.req.query('page'));
  if (!category || !number) return troublePage(c, 404, 'Page not found', 'There is no such shelf in our shop.');
  const { products, count } = await shelfOf(category.slug, number);
  if (products.length === 0) return troublePage(c, 404, 'Page not found', 'This shelf is not that long.');
  return page(c, {
    title: category.name,
    body: html`<header class="shelf">
        <h1>${category.name}</h1>
        <p>${category.blurb}</p>
        <p class="quiet-text">${count} products</p>
      </header>
      ${cards(products, c.var.visitor.country)}${pages(count, number, (to) => `/c/${category.slug}?page=${to}`)}`,
  });
});

cataloguePages.get('/search', async (c) => {
  const typed = (c.req.query('q') ?? '').slice(0, 100);
  const number = pageNumber(c.req.query('page')) ?? 1;
  const { products, count } = await search(typed, number);
  const found = count === 1 ? '1 product' : `${count} products`;
  return page(c, {
    title: typed ? `Search: ${typed}` : 'Search',
    body: html`<header class="shelf">
        <h1>${typed ? `Search results for “${typed}”` : 'Search'}</h1>
        <p role="status">${typed ? `${found} found` : 'What are you looking for?'}</p>
      </header>
      ${count > 0 ? cards(products, c.var.visitor.country) : html`<p>Try a shorter word, or have a look at <a href="/c/kitchen">our kitchen goods</a>.</p>`}
      ${pages(count, number, (to) => `/search?q=${encodeURIComponent(typed)}&page=${to}`)}`,
  });
});

cataloguePages.get('/p/:slug', async (c) => {
  const product = await productCalled(c.req.param('slug'));
  if (!product) return troublePage(c, 404, 'Page not found', 'We do not have these goods (any more).');
  const { country } = c.var.visitor;
  const category = categories.find(({ slug }) => slug === product.category);
  const tax = countries[country].inclusive
    ? `includes ${countries[country].taxName}`
    : `plus ${countries[country].taxName}`;
  return page(c, {
    title: product.name,
    body: html`<nav aria-label="Breadcrumb" class="crumbs">
        <a href="/">Home</a> / <a href="/c/${product.category}">${category?.name}</a>
      </nav>
      <article class="product">
        ${picture(product)}
        <div>
          <h1>${product.name}</h1>
          <p class="price">
            ${money(priceOf(product, country), countries[country].currency)} <span class="quiet-text">${tax}</span>
          </p>
          <p>${product.description}</p>
          ${
            product.stock > 0
              ? addForm(product)
              : html`<p class="sold-out">Sold out</p>
                  <p>We are making more. Have a look at <a href="/c/${product.category}">what else there is</a>.</p>`
          }
          ${features.deliveryEstimates && product.dispatch_days && product.stock > 0 ? html`<p class="delivery">Leaves our warehouse in ${product.dispatch_days} ${product.dispatch_days === 1 ? 'day' : 'days'}.</p>` : ''}
          <dl class="facts">
            <dt>Weight</dt>
            <dd>${product.weight_g} g</dd>
            <dt>Ships to</dt>
            <dd>${countries[country].name}</dd>
          </dl>
        </div>
      </article>`,
  });
});

function addForm({ slug }: Product): Markup {
  return html`<form class="add" method="post" action="/cart">
    <input type="hidden" name="product" value="${slug}" />
    <div>
      <label for="quantity">Quantity</label
      ><input
        id="quantity"
        name="quantity"
        type="number"
        min="1"
        max="${mostOfOne}"
        value="1"
        required
        inputmode="numeric"
        autocomplete="off"
      />
    </div>
    <button>Add to cart</button>
  </form>`;
}

function cards(products: Product[], country: CountryCode): Markup {
  const { currency } = countries[country];
  return html`<ul class="cards">
    ${products.map(
      (product) =>
        html`<li>
          <a href="/p/${product.slug}"
            >${picture(product)}<span class="name">${product.name}</span
            ><span class="price">${money(priceOf(product, country), currency)}</span
            >${product.stock > 0 ? '' : html`<span class="tag">Sold out</span>`}</a
          >
        </li>`,
    )}
  </ul>`;
}

function pages(count: number, now: number, link: (page: number) => string): Markup | '' {
  const last = Math.ceil(count / pageSize);
  if (last < 2) return '';
  const shown = [...new Set([1, now - 1, now, now + 1, last])].filter((number) => number >= 1 && number <= last);
  return html`<nav aria-label="Pages" class="pages">
    <ul>
      ${now > 1 ? html`<li><a href="${link(now - 1)}" rel="prev">Previous</a></li>` : ''}
      ${shown.map((number) => html`<li><a href="${link(number)}" aria-label="Page ${number}" ${number === now ? html`aria-current="page"` : ''}>${number}</a></li>`)}
      ${now < last ? html`<li><a href="${link(now + 1)}" rel="next">Next</a></li>` : ''}
    </ul>
  </nav>`;
}

function pageNumber(typed: string | undefined): number | undefined {
  const number = Number(typed ?? 1);
  return Number.isInteger(number) && number >= 1 && number <= 10_000 ? number : undefined;
}
