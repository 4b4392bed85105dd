import { Hono } from 'hono';
import { html } from 'hono/html';
import { bestSellers, categories, priceOf, productCalled, search, shelfOf, type Product } from './catalogue.js';
import { countries, money, type CountryCode } from './countries.js';
import { field, pieces } from './form.js';
import { page, type Markup } from './layout.js';
import { picture } from './pictures.js';
import { features } from './settings.js';
import { found } from './trouble.js';
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
          ${['lamp', 'mug', 'book', 'bag'].map((shape, index) => picture({ shape, hue: 38 + index * 60 }))}
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
  const category = found(categoryCalled(c.req.param('slug')), 'There is no such shelf in our shop.');
  const number = found(pageNumber(c.req.query('page')), 'Our shelves are counted from 1.');
  const { products, count, pages } = await shelfOf(category.slug, number);
  found(products[0], 'This shelf is not that long.');
  return page(c, {
    title: category.name,
    body: html`<header class="shelf">
        <h1>${category.name}</h1>
        <p>${category.blurb}</p>
        <p class="quiet-text">${count} products</p>
      </header>
      ${cards(products, c.var.visitor.country)} ${pageLinks(pages, number, `/c/${category.slug}?`)}`,
  });
});

cataloguePages.get('/search', async (c) => {
  const typed = (c.req.query('q') ?? '').slice(0, 100);
  const number = pageNumber(c.req.query('page')) ?? 1;
  const { products, count, pages } = await search(typed, number);
  const status = typed ? `${count} ${count === 1 ? 'product' : 'products'} found` : 'What are you looking for?';
  const nothing = html`<p>Try a shorter word, or have a look at <a href="/c/kitchen">our kitchen goods</a>.</p>`;
  return page(c, {
    title: typed ? `Search: ${typed}` : 'Search',
    body: html`<header class="shelf">
        <h1>${typed ? `Search results for “${typed}”` : 'Search'}</h1>
        <p role="status">${status}</p>
      </header>
      ${count > 0 ? cards(products, c.var.visitor.country) : nothing}
      ${pageLinks(pages, number, `/search?q=${encodeURIComponent(typed)}&`)}`,
  });
});

cataloguePages.get('/p/:slug', async (c) => {
  const product = found(await productCalled(c.req.param('slug')), 'We do not have these goods (any more).');
  const { name, currency, inclusive, taxName } = countries[c.var.visitor.country];
  const shelf = `/c/${product.category}`;
  return page(c, {
    title: product.name,
    body: html`<nav aria-label="Breadcrumb" class="crumbs">
        <a href="/">Home</a> / <a href="${shelf}">${categoryCalled(product.category)?.name}</a>
      </nav>
      <article class="product">
        ${picture(product)}
        <div>
          <h1>${product.name}</h1>
          <p class="price">
            ${money(priceOf(product, c.var.visitor.country), currency)}
            <span class="quiet-text">${inclusive ? 'includes' : 'plus'} ${taxName}</span>
          </p>
          <p>${product.description}</p>
          ${product.stock > 0 ? offer(product) : soldOut(shelf)}
          <dl class="facts">
            <dt>Weight</dt>
            <dd>${product.weight_g} g</dd>
            <dt>Ships to</dt>
            <dd>${name}</dd>
          </dl>
        </div>
      </article>`,
  });
});

function offer({ slug, dispatch_days: days }: Product): Markup {
  const estimate = features.deliveryEstimates && days ? `${days} ${days === 1 ? 'day' : 'days'}` : undefined;
  return html`<form class="add" method="post" action="/cart">
      <input type="hidden" name="product" value="${slug}" />
      ${field('Quantity', 'quantity', { ...pieces, min: 1, value: 1 })}<button>Add to cart</button>
    </form>
    ${estimate && html`<p class="delivery">Leaves our warehouse in ${estimate}.</p>`}`;
}

function soldOut(shelf: string): Markup {
  return html`<p class="sold-out">Sold out</p>
    <p>We are making more. Have a look at <a href="${shelf}">what else there is</a>.</p>`;
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

function pageLinks(last: number, now: number, address: string): Markup | '' {
  if (last < 2) return '';
  const shown = [...new Set([1, now - 1, now, now + 1, last])].filter((number) => number >= 1 && number <= last);
  const link = (to: number, name: unknown, attributes: unknown) =>
    html`<li><a href="${address}page=${to}" ${attributes}>${name}</a></li>`;
  return html`<nav aria-label="Pages" class="pages">
    <ul>
      ${now > 1 && link(now - 1, 'Previous', html`rel="prev"`)}
      ${shown.map((number) => link(number, number, html`aria-label="Page ${number}" ${number === now && html`aria-current="page"`}`))}
      ${now < last && link(now + 1, 'Next', html`rel="next"`)}
    </ul>
  </nav>`;
}

function categoryCalled(wanted: string) {
  return categories.find(({ slug }) => slug === wanted);
}

function pageNumber(typed: string | undefined): number | undefined {
  const number = Number(typed ?? 1);
  return Number.isInteger(number) && number >= 1 && number <= 10_000 ? number : undefined;
}
