import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { onStop, serve } from '../process.js';
import { faultSwitch } from './fault-switch.js';

interface Message {
  id: string;
  /** Whom the envelope names: who really gets it, whatever the headers say. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  links: string[];
  headers: Record<string, string>;
  receivedAt: string;
}

/** A load test must not fill the memory; what is older is dropped. */
const kept = 10_000;
let messages: Message[] = [];

/** The mail sandbox: an SMTP server that delivers to nobody, and the inboxes it would have delivered to. */
const app = new Hono();
const faults = faultSwitch(app);

const smtp = new SMTPServer({
  authOptional: true,
  // Its built-in certificate is expired, and there is nothing to protect on loopback.
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  size: 5 * 1024 * 1024,
  onConnect: (_session, done) => {
    const fault = faults.general();
    if (fault?.mode === 'down') done(Object.assign(new Error('Down, as was asked for.'), { responseCode: 421 }));
    else void pause(fault?.mode === 'slow' ? fault.ms : 0).then(() => done());
  },
  onRcptTo: ({ address }, _session, done) => {
    const refused = faults.general() === undefined && faults.hits(address.toLowerCase())?.mode === 'down';
    done(refused ? Object.assign(new Error('Try again later, as was asked for.'), { responseCode: 451 }) : undefined);
  },
  onData: (stream, session, done) => {
    const { mailFrom, rcptTo } = session.envelope;
    void simpleParser(stream).then((mail) => {
      messages.push(
        messageOf(
          mail,
          mailFrom ? mailFrom.address : '',
          rcptTo.map(({ address }) => address),
        ),
      );
      if (messages.length > kept) messages = messages.slice(kept / 10);
      done();
    }, done);
  },
});
smtp.on('error', (error) => console.error(error));

function messageOf(mail: ParsedMail, from: string, to: string[]): Message {
  const html = mail.html || '';
  const text = mail.text ?? '';
  return {
    id: randomUUID(),
    to: to.map((address) => address.toLowerCase()),
    from,
    subject: mail.subject ?? '',
    text,
    html,
    links: linksOf(html, text),
    headers: Object.fromEntries(mail.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()])),
    receivedAt: new Date().toISOString(),
  };
}

/** Every address that a reader's mail program would follow, images included: each may lead out of staging. */
function linksOf(html: string, text: string): string[] {
  const attributes = [...html.matchAll(/\b(?:href|src)\s*=\s*["']?([^"'\s>]+)/gi)].map(([, url]) =>
    String(url).replaceAll('&amp;', '&'),
  );
  const written = [...text.matchAll(/https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g)].map(([url]) => url);
  return [...new Set([...attributes, ...written])];
}

const isFor = (to: string | undefined) => (message: Message) =>
  to === undefined || message.to.includes(to.toLowerCase());

app.get('/api/messages', (c) => {
  const since = c.req.query('since') ?? '';
  return c.json(messages.filter((message) => isFor(c.req.query('to'))(message) && message.receivedAt >= since));
});
app.get('/api/messages/:id', (c) => {
  const found = messages.find(({ id }) => id === c.req.param('id'));
  return found ? c.json(found) : c.json({ error: 'no message has this id' }, 404);
});
app.delete('/api/messages', (c) => {
  const before = messages.length;
  messages = messages.filter((message) => !isFor(c.req.query('to'))(message));
  return c.json({ deleted: before - messages.length });
});

await new Promise<void>((done, fail) => {
  smtp.on('error', fail);
  smtp.listen(Number(process.env['SMTP_PORT'] ?? '0'), '127.0.0.1', () => {
    smtp.off('error', fail);
    done();
  });
});
onStop(() => new Promise<void>((done) => smtp.close(done)));
await serve(app, { smtp: `127.0.0.1:${(smtp.server.address() as AddressInfo).port}` });
