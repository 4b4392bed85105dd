import { Hono } from 'hono';
import { html } from 'hono/html';
import { cartOf } from './cart.js';
import { isCountry, money } from './countries.js';
import { field, postedForm, type Posted } from './form.js';
import { column, countryOptions, page, type Markup } from './layout.js';
import { linesOf, ownOrder } from './orders.js';
import { quote, type Quote } from './quote.js';
import { settings } from './settings.js';
import { billTable } from './tables.js';
import { Trouble } from './trouble.js';
import { chooseCountry, type At, type Shop } from './visitor.js';

export const checkoutPages = new Hono<Shop>();

checkoutPages.get('/checkout', (c) => checkoutPage(c));

/** Sent only where the page's script did not run (yet): what was typed is kept, and stays out of addresses and logs. */
checkoutPages.post('/checkout', async (c) => {
  const posted = await postedForm(c);
  const country = posted('country');
  if (isCountry(country)) chooseCountry(c, country);
  return checkoutPage(c, posted);
});

async function checkoutPage(c: At, posted?: Posted) {
  const { session, country } = c.var.visitor;
  const lines = await cartOf(session?.id, country);
  if (lines.length === 0) return c.redirect('/cart', 303);
  const priced = await quote(lines, { country, shipping: posted?.('shipping') });
  const required = (label: string, name: string, autocomplete: string, known: string | null = '') =>
    field(label, name, { autocomplete, required: '', value: posted?.(name) ?? known ?? '' });
  return page(c, {
    title: 'Checkout',
    status: posted ? 422 : 200,
    quiet: true,
    scripts: [`${settings.payments.url}/v3/stripe.js`, 'checkout.js'],
    body: html`<h1>Checkout</h1>
      <form id="checkout" class="checkout" method="post" action="/checkout" novalidate>
        <div class="steps">
          <fieldset>
            <legend>Contact</legend>
            ${required('Email', 'email', 'email', session?.email)}
          </fieldset>
          <fieldset>
            <legend>Delivery</legend>
            ${required('Full name', 'name', 'name', session?.name)} ${required('Address', 'line1', 'street-address')}
            <div class="pair">
              ${required('Postal code', 'postalCode', 'postal-code')} ${required('City', 'city', 'address-level2')}
            </div>
            <div class="field">
              <label for="country">Country</label>
              <select id="country" name="country" autocomplete="country">
                ${countryOptions(country)}
              </select>
            </div>
          </fieldset>
          <fieldset id="shipping" role="radiogroup" aria-labelledby="shipping-legend">
            ${shippingChoice(priced)}
          </fieldset>
          <fieldset>
            <legend>Payment</legend>
            <p class="quiet-text">Your card's details go straight to our payment service.</p>
            <div id="card" data-key="${settings.payments.publishableKey}"></div>
          </fieldset>
        </div>
        <aside aria-labelledby="summary-heading">
          <h2 id="summary-heading">Summary</h2>
          <div class="coupon">
            ${field('Coupon', 'coupon', { autocapitalize: 'characters', 'aria-describedby': 'coupon-word', value: posted?.('coupon') ?? '' })}
            <button type="button" id="apply" class="second">Apply</button>
          </div>
          <p id="coupon-word" role="status" class="quiet-text"></p>
          <div id="summary" aria-live="polite">${summary(priced)}</div>
          <div id="problem" role="alert">${posted && needsScript}</div>
          <button id="pay" type="submit">${payWord(priced)}</button>
          <noscript><p class="alert">Paying by card needs JavaScript.</p></noscript>
        </aside>
      </form>`,
  });
}

const needsScript = 'Nothing is paid yet: paying by card needs JavaScript. Please switch it on and press Pay again.';

/** The parts of the page that change with country, shipping and coupon. */
checkoutPages.post('/checkout/quote', async (c) => {
  const posted = await postedForm(c);
  const country = posted('country');
  if (!isCountry(country)) throw new Trouble(422, 'We do not deliver there.', ['country']);
  chooseCountry(c, country);
  const lines = await cartOf(c.var.visitor.session?.id, country);
  if (lines.length === 0) throw new Trouble(422, 'Your cart is empty.');
  const priced = await quote(lines, { country, shipping: posted('shipping'), coupon: posted('coupon') });
  return c.json({
    summary: String(await summary(priced)),
    shipping: String(await shippingChoice(priced)),
    pay: payWord(priced),
    coupon: priced.couponProblem ?? (priced.coupon ? `${priced.coupon} is applied.` : ''),
  });
});

checkoutPages.get('/orders/:number/thanks', async (c) => {
  const order = await ownOrder(c.req.param('number'), c.var.visitor.session);
  const { number, email, name, line1, postal_code: postalCode, city } = order;
  const body = html`<p>Your order <strong>${number}</strong> is paid. A confirmation is on its way to ${email}.</p>
    ${billTable(`Order ${number}`, await linesOf(order), order)}
    <p>It goes to ${name}, ${line1}, ${postalCode} ${city}.</p>
    <p><a class="button" href="/">Back to the shop</a></p>`;
  return column(c, 'Thank you', body);
});

function summary(priced: Quote): Markup {
  return billTable('What you pay', priced.lines, priced);
}

function payWord({ total, currency }: Quote): string {
  return `Pay ${money(total, currency)}`;
}

function shippingChoice({ rates, shippingMethod, currency }: Quote): Markup {
  return html`<legend id="shipping-legend">Shipping</legend>
    ${rates.map(
      ({ id, label, amount, days_min: from, days_max: to }) =>
        html`<label class="choice"
          ><input type="radio" name="shipping" value="${id}" ${id === shippingMethod && 'checked'} /><span
            >${label} <span class="quiet-text">${from} to ${to} days</span></span
          ><span class="amount">${amount === 0 ? 'Free' : money(amount, currency)}</span></label
        >`,
    )}`;
}
