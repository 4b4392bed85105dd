import { findingsInWords, measured, projectHosts, visitPages } from 'gonogo/environment';
import { expect, test } from '../../fixtures/index.js';

const owner = { type: 'owner', description: 'platform' };

test(
  'pages call no host that is not listed, and none leads to production',
  {
    annotation: [
      owner,
      { type: 'impact', description: 'Testers land among customers, or strangers are told what staging shows.' },
    ],
  },
  async ({ page, cart, staging, goods }, testInfo) => {
    await cart.fill(goods.bySlug({ mug: 1 }));
    const { allowed, production } = await projectHosts(process.cwd(), staging);
    const paths = [
      '/',
      '/c/kitchen',
      `/p/${goods.listed.mug}`,
      '/search?q=lamp',
      '/cart',
      '/checkout',
      '/sign-in',
      '/no-such-page',
    ];
    const visited = await measured(testInfo, () =>
      visitPages({ page, site: staging.target, paths, allowed, production }),
    );
    const { findings, pages, hosts } = visited;
    const promise = `${pages} pages call ${hosts.join(', ')} alone, and none leads to ${production.join(', ')}.`;
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
  },
);

test.describe(() => {
  // Not example.com: that is what a mail trap knows. Yours: a mailbox of your own.
  test.use({ guestDomain: 'mail.fieldnote.example' });

  test(
    'mail to an address that looks real lands in the sandbox',
    {
      annotation: [
        owner,
        { type: 'impact', description: 'Customers get mail about orders that they never made.' },
        { type: 'third-party', description: 'payments' },
        { type: 'third-party', description: 'mail' },
      ],
    },
    async ({ payments, inbox, guest }) => {
      const { number } = await payments.buy();
      const mail = await inbox.waitFor(guest.email);
      expect(mail.subject).toContain(number);
    },
  );
});
