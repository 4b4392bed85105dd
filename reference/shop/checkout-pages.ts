import { Hono } from 'hono';
import { html } from 'hono/html';
import { cartOf } from './cart.js';
import { countries, countryCodes, isCountry, money } from './countries.js';
import { postedForm } from './form.js';
import { page, troublePage, type Markup } from './layout.js';
import { linesOf, orderCalled } from './orders.js';
import { quote, type Quote } from './quote.js';
import { settings } from './settings.js';
import { sumRows } from './sums.js';
import { chooseCountry, type Shop } from './visitor.js';

export const checkoutPages = new Hono<Shop>();

checkoutPages.get('/checkout', async (c) => {
  const { session, country } = c.var.visitor;
  const lines = await cartOf(session?.id, country);
  if (lines.length === 0) return c.redirect('/cart', 303);
  const priced = await quote(lines, { country });
  return page(c, {
    title: 'Checkout',
    quiet: true,
    scripts: [`${settings.payments.url}/v3/stripe.js`, 'checkout.js'],
    body: html`<h1>Checkout</h1>
      <form id="checkout" class="checkout" novalidate data-key="${settings.payments.publishableKey}">
        <div class="steps">
          <fieldset>
            <legend>Contact</legend>
            ${field('email', 'Email', 'email', 'email', session?.email ?? '')}
          </fieldset>
          <fieldset>
            <legend>Delivery</legend>
            ${field('name', 'Full name', 'name', 'text', session?.name ?? '')}
            ${field('line1', 'Address', 'street-address')}
            <div class="pair">
              ${field('postalCode', 'Postal code', 'postal-code')}${field('city', 'City', 'address-level2')}
            </div>
            <div class="field">
              <label for="country">Country</label
              ><select id="country" name="country" autocomplete="country">
                ${countryCodes.map((code) => html`<option value="${code}" ${code === country ? 'selected' : ''}>${countries[code].name}</option>`)}
              </select>
            </div>
          </fieldset>
          <fieldset id="shipping" role="radiogroup" aria-labelledby="shipping-legend">
            ${shippingChoice(priced)}
          </fieldset>
          <fieldset>
            <legend>Payment</legend>
            <p class="quiet-text">Your card's details go straight to our payment service.</p>
            <div id="card"></div>
          </fieldset>
        </div>
        <aside aria-labelledby="summary-heading">
          <h2 id="summary-heading">Summary</h2>
          <div class="coupon">
            <div class="field">
              <label for="coupon">Coupon</label
              ><input
                id="coupon"
                name="coupon"
                autocomplete="off"
                autocapitalize="characters"
                aria-describedby="coupon-word"
              />
            </div>
            <button type="button" id="apply" class="second">Apply</button>
          </div>
          <p id="coupon-word" role="status" class="quiet-text"></p>
          <div id="summary" aria-live="polite">${summary(priced)}</div>
          <div id="problem" role="alert"></div>
          <button id="pay" type="submit">Pay ${money(priced.total, priced.currency)}</button>
          <noscript><p class="alert">Paying by card needs JavaScript.</p></noscript>
        </aside>
      </form>`,
  });
});

/** The parts of the page that change with country, shipping and coupon. */
checkoutPages.post('/checkout/quote', async (c) => {
  const posted = await postedForm(c);
  const country = posted('country');
  if (!isCountry(country)) return c.json({ error: 'We do not deliver there.' }, 422);
  chooseCountry(c, country);
  const lines = await cartOf(c.var.visitor.session?.id, country);
  const priced = await quote(lines, { country, shipping: posted('shipping'), coupon: posted('coupon') });
  return c.json({
    summary: String(await summary(priced)),
    shipping: String(await shippingChoice(priced)),
    pay: `Pay ${money(priced.total, priced.currency)}`,
    coupon: priced.couponProblem ?? (priced.coupon ? `${priced.coupon} is applied.` : ''),
  });
});

checkoutPages.get('/orders/:number/thanks', async (c) => {
  const order = await orderCalled(c.req.param('number'));
  const { session } = c.var.visitor;
  const own = order && session && (order.session_id === session.id || order.email === session.email);
  if (!own)
    return troublePage(
      c,
      404,
      'Page not found',
      'If this is your order, sign in with the address that you ordered with to see it.',
    );
  const lines = await linesOf(order);
  return page(c, {
    title: `Order ${order.number}`,
    body: html`<div class="narrow">
      <h1>Thank you</h1>
      <p>Your order <strong>${order.number}</strong> is paid. A confirmation is on its way to ${order.email}.</p>
      <table class="sums">
        <caption class="unseen">
          Order ${order.number}
        </caption>
        <tbody>
          ${sumRows(lines, order)}
        </tbody>
      </table>
      <p>It goes to ${order.name}, ${order.line1}, ${order.postal_code} ${order.city}.</p>
      <p><a class="button" href="/">Back to the shop</a></p>
    </div>`,
  });
});

function field(name: string, label: string, autocomplete: string, type = 'text', value = ''): Markup {
  return html`<div class="field">
    <label for="${name}">${label}</label
    ><input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required />
  </div>`;
}

function shippingChoice({ rates, shippingMethod, currency }: Quote): Markup {
  return html`<legend id="shipping-legend">Shipping</legend>
    ${rates.map(
      ({ id, label, amount, days_min: from, days_max: to }) =>
        html`<label class="choice"
          ><input type="radio" name="shipping" value="${id}" ${id === shippingMethod ? 'checked' : ''} /><span
            >${label} <span class="quiet-text">${from} to ${to} days</span></span
          ><span class="amount">${amount === 0 ? 'Free' : money(amount, currency)}</span></label
        >`,
    )}`;
}

function summary(priced: Quote): Markup {
  return html`<table class="sums">
    <tbody>
      ${sumRows(priced.lines, priced)}
    </tbody>
  </table>`;
}
