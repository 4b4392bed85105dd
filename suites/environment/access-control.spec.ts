import { randomUUID } from 'node:crypto';
import { auditAccess, findingsInWords, measured, walkAs } from 'gonogo/environment';
import { expect, test } from '../../fixtures/index.js';

const annotation = [
  { type: 'owner', description: 'accounts' },
  { type: 'impact', description: 'Customers read the orders and addresses of other customers.' },
  { type: 'third-party', description: 'identity' },
  { type: 'third-party', description: 'payments' },
];

test(
  'what one customer sees, another customer and strangers do not',
  { annotation },
  async ({ staging, identity, payments, otherCustomer }, testInfo) => {
    const street = `${randomUUID()} Road`;
    const { number } = await payments.buy({ line1: street });
    const [owner, other, nobody] = [await identity.visitor(), await identity.visitor(), await identity.visitor()];
    await identity.signIn(owner);
    await identity.signIn(other, otherCustomer);
    expect(await identity.isSignedIn(other), 'another customer is signed in').toBe(true);

    const { addresses, ids } = await walkAs(owner, staging.target, ['/account']);
    const ofOrders = ids(/\bFN-\d+\b/).flatMap((id) => [`/api/orders/${id}`, `/orders/${id}/thanks`]);
    const { findings, own } = await measured(testInfo, () =>
      auditAccess({
        ...{ site: staging.target, owner, other, nobody },
        addresses: [...addresses, ...ofOrders],
        markers: { 'e-mail address': identity.person.email, 'order number': number, street },
      }),
    );
    const promise = `What customers are shown is shown to them alone: ${own} addresses tell of one of them.`;
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
    expect(own, "addresses that tell of the owner: account, orders, the order's page, API and thanks").toBe(5);
  },
);
