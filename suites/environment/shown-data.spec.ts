import { findingsInWords, measured, scanShownTexts, walkAs } from 'gonogo/environment';
import { expect, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Data of real customers is shown to testers, or mailed to them.' },
  { type: 'third-party', description: 'identity' },
  { type: 'third-party', description: 'payments' },
  { type: 'third-party', description: 'mail' },
];

test(
  'pages, the API and mails tell of made-up people alone',
  { annotation },
  async ({ staging, identity, payments, inbox }, testInfo) => {
    const { number } = await payments.buy();
    const [customer, nobody] = [await identity.visitor(), await identity.visitor()];
    await identity.signIn(customer);
    const account = await walkAs(customer, staging.target, ['/account', `/orders/${number}/thanks`]);
    const shop = await walkAs(nobody, staging.target, ['/c/kitchen', '/search', '/cart', '/checkout', '/sign-in']);
    const api = await walkAs(customer, staging.target, [`/api/orders/${number}`]);
    const { subject, text, html } = await inbox.waitFor(identity.person.email, new RegExp(number));
    const { findings, extent } = await measured(testInfo, () =>
      scanShownTexts([
        ...[...account.texts, ...shop.texts].map((page) => ({ kind: 'pages', ...page })),
        ...api.texts.map((answer) => ({ kind: 'API answers', ...answer })),
        ...[text, html].map((body) => ({ kind: 'mails', where: subject, text: body })),
      ]),
    );
    const promise = `Nobody but made-up people is told of in ${extent}.`;
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
    expect(
      [...account.texts, ...api.texts].map(({ where }) => where),
      'what tells of a customer',
    ).toEqual(expect.arrayContaining(['/account', `/orders/${number}/thanks`, `/api/orders/${number}`]));
  },
);
