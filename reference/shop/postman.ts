import { setTimeout as pause } from 'node:timers/promises';
import { html } from 'hono/html';
import nodemailer from 'nodemailer';
import { onStop } from '../process.js';
import { fault } from './broken.js';
import { money } from './countries.js';
import { log } from './log.js';
import { count } from './metrics.js';
import { linesOf, type Order } from './orders.js';
import { settings } from './settings.js';
import { transaction } from './store.js';

/** A mail to be written when it is sent, from what the order is then. */
interface Letter {
  id: number;
  kind: 'confirmation' | 'refund';
  amount: number | null;
  order_id: number;
}

const transport = nodemailer.createTransport({
  url: `smtp://${settings.smtp}`,
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
  return transaction(async (sql) => {
    const [letter] = await sql<Letter>`SELECT * FROM outbox WHERE sent_at IS NULL AND due_at <= now()
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!letter) return false;
    const [order] = await sql<Order>`SELECT * FROM orders WHERE id = ${letter.order_id}`;
    if (!order) return false;
    try {
      const to = { name: order.name, address: order.email };
      if (!fault?.mailGetsOut?.(order.email)) await transport.sendMail({ from, to, ...(await written(letter, order)) });
      await sql`UPDATE outbox SET sent_at = now(), attempts = attempts + 1 WHERE id = ${letter.id}`;
      count('mails_total', { kind: letter.kind });
      log('info', `the ${letter.kind} of ${order.number} was sent`);
    } catch (error) {
      log('warn', `the ${letter.kind} of ${order.number} was not sent and will be tried again: ${String(error)}`);
      await sql`UPDATE outbox SET attempts = attempts + 1, due_at = now() + least(2 ^ attempts, 300) * interval '1 second'
        WHERE id = ${letter.id}`;
    }
    return true;
  });
}

async function written({ kind, amount }: Letter, order: Order) {
  const { number, name, currency, total } = order;
  const link = `${settings.publicUrl}/account/orders/${number}`;
  const bought = (await linesOf(order)).map(
    (line) => `${line.quantity} × ${line.name}: ${money(line.quantity * line.unitPrice, currency)}`,
  );
  const subject = kind === 'refund' ? `Your refund for order ${number}` : `Your order ${number}`;
  const back = `we have refunded ${money(amount ?? 0, currency)} for your order ${number}`;
  const paragraphs =
    kind === 'refund'
      ? [`${back}. It will be on your card in a few days.`]
      : [`thank you for your order ${number}. We are packing it now.`, ...bought, `Total: ${money(total, currency)}`];
  const markup = html`<!doctype html>
    <html lang="en">
      <body style="font-family: sans-serif; color: #22302b">
        <p>Dear ${name},</p>
        ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
        <p><a href="${link}">See your order</a></p>
        <p><a href="${settings.publicUrl}/">Fieldnote</a></p>
      </body>
    </html>`;
  const text = [`Dear ${name},`, ...paragraphs, `Your order: ${link}`, `Fieldnote, ${settings.publicUrl}/`];
  return { subject, text: text.join('\n\n'), html: String(await markup) };
}

let stopped = false;

/** The replica's postman: looks for letters as long as the replica lives. */
export async function deliverMail(): Promise<void> {
  onStop(() => {
    stopped = true;
    transport.close();
  });
  // It is told of before it has moved.
  count('postman_looks_total', {}, 0);
  if (fault?.idlePostman === settings.replica) return;
  for (;;) {
    try {
      while (!stopped && (await sendOne()));
      count('postman_looks_total');
    } catch (error) {
      if (!stopped) log('error', `the outbox could not be read: ${String(error)}`);
    }
    await pause(lookEveryMs);
  }
}
