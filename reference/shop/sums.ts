import { html } from 'hono/html';
import { countries, isCountry, money } from './countries.js';
import type { Markup } from './layout.js';
import type { OrderLine } from './orders.js';

interface Sums {
  country: string;
  currency: string;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  total: number;
  estimated: boolean;
  coupon?: string | null;
}

/** The rows of a bill: what was bought, then Subtotal, Discount, Shipping, Tax and Total. */
export function sumRows(lines: OrderLine[], sums: Sums): Markup {
  const show = (amount: number) => money(amount, sums.currency);
  const law = isCountry(sums.country) ? countries[sums.country] : undefined;
  const tax = law ? `${law.inclusive ? 'included' : 'added'} ${law.taxName}${sums.estimated ? ', estimated' : ''}` : '';
  const row = (name: string, amount: string, note = '') =>
    html`<tr>
      <th scope="row">${name}${note ? html` <span class="quiet-text">${note}</span>` : ''}</th>
      <td class="amount">${amount}</td>
    </tr>`;
  return html`${lines.map(
      ({ name, quantity, unitPrice }) =>
        html`<tr class="goods-row">
          <td>${quantity} × ${name}</td>
          <td class="amount">${show(quantity * unitPrice)}</td>
        </tr>`,
    )}
    ${row('Subtotal', show(sums.subtotal))}${row('Discount', sums.discount === 0 ? show(0) : `−${show(sums.discount)}`, sums.coupon ?? '')}
    ${row('Shipping', show(sums.shipping), sums.estimated ? 'estimated' : '')}${row('Tax', show(sums.tax), tax)}
    <tr class="total">
      <th scope="row">Total</th>
      <td class="amount">${show(sums.total)}</td>
    </tr>`;
}
