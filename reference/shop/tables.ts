import { html } from 'hono/html';
import { countries, isCountry, money } from './countries.js';
import type { Markup } from './layout.js';
import type { OrderLine } from './orders.js';
import type { Bill } from './quote.js';

/** The head of a table; its last column is an amount. */
export function tableHead(...columns: string[]): Markup {
  return html`<thead>
    <tr>
      ${columns.map((column) => html`<th scope="col">${column}</th>`)}
    </tr>
  </thead>`;
}

/** What was bought, then Subtotal, Discount, Shipping, Tax and Total. */
export function billTable(caption: string, lines: OrderLine[], bill: Bill): Markup {
  const show = (amount: number) => money(amount, bill.currency);
  const law = isCountry(bill.country) ? countries[bill.country] : undefined;
  const tax = law ? `${law.inclusive ? 'included' : 'added'} ${law.taxName}${bill.estimated ? ', estimated' : ''}` : '';
  const row = (name: string, amount: string, note = '') =>
    html`<tr>
      <th scope="row">${name}${note && html` <span class="quiet-text">${note}</span>`}</th>
      <td class="amount">${amount}</td>
    </tr>`;
  return html`<table class="sums">
    <caption class="unseen">
      ${caption}
    </caption>
    <tbody>
      ${lines.map(
        ({ quantity, name, unitPrice }) =>
          html`<tr class="goods-row">
            <td>${quantity} × ${name}</td>
            <td class="amount">${show(quantity * unitPrice)}</td>
          </tr>`,
      )}
      ${row('Subtotal', show(bill.subtotal))}
      ${row('Discount', bill.discount === 0 ? show(0) : `−${show(bill.discount)}`, bill.coupon ?? '')}
      ${row('Shipping', show(bill.shipping), bill.estimated ? 'estimated' : '')} ${row('Tax', show(bill.tax), tax)}
    </tbody>
    <tfoot>
      ${row('Total', show(bill.total))}
    </tfoot>
  </table>`;
}
