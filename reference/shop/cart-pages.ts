import { Hono } from 'hono';
import { html } from 'hono/html';
import { addToCart, cartOf, mostOfOne, quantityFrom, setQuantity, subtotalOf, type CartLine } from './cart.js';
import { countries, isCountry, money, type CountryCode } from './countries.js';
import { input, pieces, postedForm } from './form.js';
import { column, type Markup } from './layout.js';
import { picture } from './pictures.js';
import { tableHead } from './tables.js';
import { chooseCountry, ownPath, sessionOf, type At, type Shop } from './visitor.js';

export const cartPages = new Hono<Shop>();

cartPages.get('/cart', (c) => cartPage(c));

cartPages.post('/cart', async (c) => {
  const posted = await postedForm(c);
  const quantity = quantityFrom(posted('quantity'));
  if (!quantity) return cartPage(c, `Please choose between 1 and ${mostOfOne} pieces.`);
  const session = await sessionOf(c);
  if (!(await addToCart(session.id, posted('product'), quantity)))
    return cartPage(c, 'Sorry, there is not that much in stock.');
  return c.redirect('/cart', 303);
});

cartPages.post('/cart/lines', async (c) => {
  const posted = await postedForm(c);
  const quantity = posted('quantity') === '' ? undefined : quantityFrom(posted('quantity'), 0);
  if (quantity === undefined) return cartPage(c, `Please choose between 0 and ${mostOfOne} pieces.`);
  const { session } = c.var.visitor;
  if (session) await setQuantity(session.id, posted('product'), quantity);
  return c.redirect('/cart', 303);
});

cartPages.post('/country', async (c) => {
  const posted = await postedForm(c);
  const country = posted('country');
  if (isCountry(country)) chooseCountry(c, country);
  return c.redirect(ownPath(posted('back')) ?? '/', 303);
});

async function cartPage(c: At, problem?: string) {
  const { session, country } = c.var.visitor;
  const lines = await cartOf(session?.id, country);
  const empty = html`<p>Your cart is empty.</p>
    <p><a class="button" href="/">Look around</a></p>`;
  return column(c, 'Cart', lines.length > 0 ? table(lines, country) : empty, { problem });
}

function table(lines: CartLine[], country: CountryCode): Markup {
  const { currency, inclusive, taxName } = countries[country];
  return html`<table class="cart">
      ${tableHead('Goods', 'Quantity', 'Price')}
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <td>
                <div class="goods">
                  ${picture(line)}
                  <div>
                    <a href="/p/${line.slug}">${line.name}</a>
                    <p class="quiet-text">${money(line.unitPrice, currency)} each</p>
                  </div>
                </div>
              </td>
              <td>${quantityForms(line)}</td>
              <td class="amount">${money(line.quantity * line.unitPrice, currency)}</td>
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
    <p class="quiet-text">${inclusive ? 'Includes' : 'Without'} ${taxName}. Shipping is added at the checkout.</p>
    <p class="forward"><a class="button" href="/checkout">Checkout</a></p>`;
}

function quantityForms({ slug, name, quantity }: CartLine): Markup {
  return html`<form method="post" action="/cart/lines" class="line">
      ${input({ type: 'hidden', name: 'product', value: slug })}
      ${input({ ...pieces, name: 'quantity', min: 0, value: quantity, 'aria-label': `Quantity of ${name}` })}
      <button class="plain">Update<span class="unseen"> ${name}</span></button>
    </form>
    <form method="post" action="/cart/lines">
      ${input({ type: 'hidden', name: 'product', value: slug })}
      <button class="plain" name="quantity" value="0">Remove<span class="unseen"> ${name}</span></button>
    </form>`;
}
