import { Hono } from 'hono';
import { html } from 'hono/html';
import { addToCart, cartOf, mostOfOne, quantityFrom, setQuantity, subtotalOf, type CartLine } from './cart.js';
import { countries, isCountry, money, type CountryCode } from './countries.js';
import { postedForm } from './form.js';
import { page, type Markup } from './layout.js';
import { picture } from './pictures.js';
import { chooseCountry, sessionOf, type At, type Shop } from './visitor.js';

export const cartPages = new Hono<Shop>();

cartPages.get('/cart', (c) => cartPage(c));

cartPages.post('/cart', async (c) => {
  const posted = await postedForm(c);
  const wanted = quantityFrom(posted('quantity'));
  if (!wanted) return cartPage(c, `Please choose between 1 and ${mostOfOne} pieces.`);
  const session = await sessionOf(c);
  if (!(await addToCart(session.id, posted('product'), wanted)))
    return cartPage(c, 'Sorry, there is not that much in stock.');
  return c.redirect('/cart', 303);
});

cartPages.post('/cart/lines', async (c) => {
  const posted = await postedForm(c);
  const wanted = posted('quantity') === '' ? undefined : quantityFrom(posted('quantity'), 0);
  if (wanted === undefined) return cartPage(c, `Please choose between 0 and ${mostOfOne} pieces.`);
  const { session } = c.var.visitor;
  if (session) await setQuantity(session.id, posted('product'), wanted);
  return c.redirect('/cart', 303);
});

cartPages.post('/country', async (c) => {
  const posted = await postedForm(c);
  const country = posted('country');
  if (isCountry(country)) chooseCountry(c, country);
  const path = posted('back');
  return c.redirect(/^\/(?![/\\])/.test(path) ? path : '/', 303);
});

async function cartPage(c: At, problem?: string) {
  const { session, country } = c.var.visitor;
  const lines = await cartOf(session?.id, country);
  return page(c, {
    title: 'Cart',
    status: problem ? 422 : 200,
    body: html`<div class="narrow">
      <h1>Cart</h1>
      ${problem ? html`<p role="alert" class="alert">${problem}</p>` : ''}
      ${
        lines.length > 0
          ? table(lines, country)
          : html`<p>Your cart is empty.</p>
              <p><a class="button" href="/">Look around</a></p>`
      }
    </div>`,
  });
}

function table(lines: CartLine[], country: CountryCode): Markup {
  const { currency, inclusive, taxName } = countries[country];
  return html`<table class="cart">
      <thead>
        <tr>
          <th scope="col">Goods</th>
          <th scope="col">Quantity</th>
          <th scope="col" class="amount">Price</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          ({ slug, name, shape, hue, quantity, unitPrice }) =>
            html`<tr>
              <td>
                <div class="goods">
                  ${picture({ shape, hue })}
                  <div>
                    <a href="/p/${slug}">${name}</a>
                    <p class="quiet-text">${money(unitPrice, currency)} each</p>
                  </div>
                </div>
              </td>
              <td>
                <form method="post" action="/cart/lines" class="line">
                  <input type="hidden" name="product" value="${slug}" />
                  <label class="unseen" for="q-${slug}">Quantity of ${name}</label
                  ><input
                    id="q-${slug}"
                    name="quantity"
                    type="number"
                    min="0"
                    max="${mostOfOne}"
                    value="${quantity}"
                    required
                    inputmode="numeric"
                    autocomplete="off"
                  /><button class="plain">Update<span class="unseen"> ${name}</span></button>
                </form>
                <form method="post" action="/cart/lines">
                  <input type="hidden" name="product" value="${slug}" /><input
                    type="hidden"
                    name="quantity"
                    value="0"
                  /><button class="plain">Remove<span class="unseen"> ${name}</span></button>
                </form>
              </td>
              <td class="amount">${money(quantity * unitPrice, currency)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">Subtotal</th>
          <td class="amount"><strong>${money(subtotalOf(lines), currency)}</strong></td>
        </tr>
      </tfoot>
    </table>
    <p class="quiet-text">
      ${inclusive ? `Includes ${taxName}.` : `Without ${taxName}.`} Shipping is added at the checkout.
    </p>
    <p class="forward"><a class="button" href="/checkout">Checkout</a></p>`;
}
