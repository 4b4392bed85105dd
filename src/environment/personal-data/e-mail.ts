import { outcome, type Validator } from './validator.js';

// RFC 5321 limits a local part to 64 characters and RFC 1035 a label to 63; limits keep the search linear.
const local = String.raw`[\p{L}\p{N}._%+'-]{1,64}`;
const domain = String.raw`((?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.)+\p{L}{2,24}|(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.)+xn--[a-z0-9-]{2,59})`;
const whole = new RegExp(`^(?:mailto:)?${local}@${domain}$`, 'u');

/** Names that no mail ever reaches: RFC 2606 and RFC 6761. */
const reserved = /(?:^|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost)$/;
/** `logo@2x.png`: a file. */
const fileName = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|pdf|css|scss|js|mjs|ts|tsx|json|map|html?|xml|ya?ml|zip|gz)$/;
/** Machines, not people. */
const machine = /^(?:mailto:)?(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster)@/i;

/** E-mail addresses. `testDomains` and what lies below them belong to nobody, besides the reserved ones. */
export function eMail(testDomains: readonly string[]): Validator {
  const declared = testDomains.map((name) => name.toLowerCase());
  const isTest = (host: string): boolean =>
    reserved.test(host) || declared.some((name) => host === name || host.endsWith(`.${name}`));
  return {
    kind: 'e-mail address',
    named: /\be ?mails?\b|\bcorreo\b|\bcourriel\b|\bposta elettronica\b/,
    may: ({ hasAt, letters }) => hasAt && letters >= 3,
    judge(value) {
      const host = whole.exec(value)?.[1]?.toLowerCase();
      if (host === undefined || fileName.test(host)) return outcome.nothing;
      return isTest(host) || machine.test(value) ? outcome.test : outcome.sure;
    },
    within: new RegExp(`${local}@${domain}`, 'gu'),
    leastRate: 0,
    leastShare: 0,
  };
}
