import { createTransport, type Transporter } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forked, type Forked } from '../forked.js';

interface Message {
  id: string;
  to: string[];
  subject: string;
  links: string[];
}

let mail: Forked;
let sender: Transporter;

beforeAll(async () => {
  mail = await forked('mail');
  const [host, port] = String(mail.facts['smtp']).split(':');
  sender = createTransport({ host, port: Number(port), secure: false });
});
afterAll(async () => {
  sender.close();
  expect(await mail.stop()).toBe(0);
});

const inbox = async (query: string): Promise<Message[]> =>
  (await (await fetch(`${mail.url}/api/messages?${query}`)).json()) as Message[];
const send = (to: string, more: object = {}) =>
  sender.sendMail({ from: 'shop@example.com', to, subject: 'Hi', text: 'Hi', ...more });

test('a message that nodemailer sent lies in the inbox of the one it was sent to, umlauts and links read', async () => {
  const html =
    '<p>Größe</p><a href="http://127.0.0.1/orders/7?a=1&amp;b=2">Order</a><img src="https://cdn.example.com/i.png">';
  await send('Ada@Example.com', { subject: 'Danke schön ✓', html, text: 'See http://127.0.0.1/orders/7.' });
  const [message] = await inbox('to=ada@example.com');
  expect(message).toMatchObject({ to: ['ada@example.com'], subject: 'Danke schön ✓' });
  expect(message?.links).toEqual([
    'http://127.0.0.1/orders/7?a=1&b=2',
    'https://cdn.example.com/i.png',
    'http://127.0.0.1/orders/7',
  ]);
  expect(await inbox('to=da@example.com')).toEqual([]);
  expect(await (await fetch(`${mail.url}/api/messages/${message?.id}`)).json()).toEqual(message);
});

test('a blind copy is seen by the one who gets it, as the envelope says', async () => {
  await send('to@example.com', { bcc: 'hidden@example.com' });
  expect(await inbox('to=hidden@example.com')).toHaveLength(1);
});

test('emptying one inbox leaves the others', async () => {
  await Promise.all([send('one@example.com'), send('two@example.com')]);
  const emptied = await fetch(`${mail.url}/api/messages?to=one@example.com`, { method: 'DELETE' });
  expect(await emptied.json()).toEqual({ deleted: 1 });
  expect([await inbox('to=one@example.com'), await inbox('to=two@example.com')].map(({ length }) => length)).toEqual([
    0, 1,
  ]);
});

test('when it is down, senders are told so and health says so', async () => {
  const fault = (mode: string) => fetch(`${mail.url}/__fault`, { method: 'POST', body: JSON.stringify({ mode }) });
  await fault('down');
  await expect(send('late@example.com')).rejects.toMatchObject({ responseCode: 421 });
  expect((await fetch(`${mail.url}/healthz`)).status).toBe(503);
  await fault('ok');
  await send('late@example.com');
});

test('it refuses one person’s mail for now, as often as was asked for, and health does not mind', async () => {
  const body = JSON.stringify({ mode: 'down', times: 1, containing: 'busy@example.com' });
  await fetch(`${mail.url}/__fault`, { method: 'POST', body });
  await send('idle@example.com');
  await expect(send('busy@example.com')).rejects.toMatchObject({ responseCode: 451 });
  expect((await fetch(`${mail.url}/healthz`)).status).toBe(200);
  await send('busy@example.com');
  expect(await inbox('to=busy@example.com')).toHaveLength(1);
});
