import { html } from 'hono/html';
import nodemailer from 'nodemailer';
import { onStop } from '../process.js';
import { money } from './countries.js';
import { count } from './metrics.js';
import { linesOf, type Order } from './orders.js';
import type { Letter } from './outbox.js';
import { settings } from './settings.js';
import { row, rows, transaction } from './store.js';

const [host, port] = settings.smtp.split(':');
const transport = nodemailer.createTransport({
  host,
  port: Number(port),
  secure: false,
  ignoreTLS: true,
  pool: true,
  maxConnections: 2,
  connectionTimeout: 3_000,
  socketTimeout: 5_000,
});
const lookEveryMs = 1_000;
const from = 'Fieldnote <orders@fieldnote.example>';

/** Sends what is due, one letter at a time; a letter that fails waits longer each time. Replicas never take the same one. */
async function sendOne(): Promise<boolean> {
  return transaction(async (on) => {
    const letter = await row<Letter>(
      'SELECT * FROM outbox WHERE sent_at IS NULL AND due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED',
      [],
      on,
    );
    const order = letter && (await row<Order>('SELECT * FROM orders WHERE id = $1', [letter.order_id], on));
    if (!letter || !order) return false;
    try {
      await transport.sendMail({
        from,
        to: { name: order.name, address: order.email },
        ...(await written(letter, order)),
      });
      await rows('UPDATE outbox SET sent_at = now(), attempts = attempts + 1 WHERE id = $1', [letter.id], on);
      count('mails_total', { kind: letter.kind });
    } catch (error) {
      console.error(
        `shop: the ${letter.kind} of ${order.number} could not be sent and will be tried again: ${String(error)}`,
      );
      await rows(
        "UPDATE outbox SET attempts = attempts + 1, due_at = now() + least(2 ^ attempts, 300) * interval '1 second' WHERE id = $1",
        [letter.id],
        on,
      );
    }
    return true;
  });
}

async function written(letter: Letter, order: Order): Promise<{ subject: string; text: string; html: string }> {
  const link = `${settings.publicUrl}/account/orders/${order.number}`;
  const lines = (await linesOf(order)).map(
    (line) => `${line.quantity} × ${line.name}: ${money(line.quantity * line.unitPrice, order.currency)}`,
  );
  const refunded = letter.kind === 'refund';
  const subject = refunded ? `Your refund for order ${order.number}` : `Your order ${order.number}`;
  const opening = refunded
    ? `we have refunded ${money(letter.amount ?? 0, order.currency)} for your order ${order.number}. It will be on your card in a few days.`
    : `thank you for your order ${order.number}. We are packing it now.`;
  const sums = refunded ? [] : [...lines, `Total: ${money(order.total, order.currency)}`];
  const text = [
    `Dear ${order.name},`,
    opening,
    sums.join('\n'),
    `Your order: ${link}`,
    `Fieldnote, ${settings.publicUrl}/`,
  ]
    .filter(Boolean)
    .join('\n\n');
  const markup = html`<!doctype html>
    <html lang="en">
      <body style="font-family: sans-serif; color: #22302b">
        <p>Dear ${order.name},</p>
        <p>${opening}</p>
        ${sums.map((sum) => html`<p>${sum}</p>`)}
        <p><a href="${link}">See your order</a></p>
        <p><a href="${settings.publicUrl}/">Fieldnote</a></p>
      </body>
    </html>`;
  return { subject, text, html: String(await markup) };
}

let stopped = false;
let timer: NodeJS.Timeout | undefined;
async function work(): Promise<void> {
  try {
    while (!stopped && (await sendOne()));
  } catch (error) {
    if (!stopped) console.error(`shop: the outbox could not be read: ${String(error)}`);
  }
  if (!stopped) timer = setTimeout(() => void work(), lookEveryMs);
}

/** Starts the replica's postman. */
export function deliverMail(): void {
  void work();
  onStop(() => {
    stopped = true;
    clearTimeout(timer);
    transport.close();
  });
}
