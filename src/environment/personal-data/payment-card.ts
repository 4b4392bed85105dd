import { passesLuhn } from './check-digits.js';
import { outcome, type Validator } from './validator.js';

/** First digits and lengths of the brands: ISO/IEC 7812 ranges as the brands publish them. */
const brands: [start: RegExp, lengths: number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65)/, [16, 19]],
  [/^(?:30[0-5]|3095|36|3[89])/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:2131|1800)/, [15]],
  [/^(?:5018|5020|5038|5[6-8]|6304|6390|67)/, [12, 13, 14, 15, 16, 17, 18, 19]],
];

/** Numbers that payment services and brands publish for tests (Stripe's documentation, Adyen's, PayPal's, the brands'). */
const testNumbers = new Set(
  `4111111111111111 4012888888881881 4222222222222 4917610000000000 4988438843884305 4166676667666746 4646464646464644
  4000056655665556 5200828282828210 5105105105105100 2223003122003222 5454545454545454 2222400070000005 5136333333333335
  378282246310005 371449635398431 378734493671000 370000000000002 6011111111111117 6011000990139424 6011981111111113
  6011601160116611 6445644564456445 6555900000604105 3056930009020004 36227206271667 30569309025904 38520000023237
  36006666333344 3566002020360505 3530111333300000 3569990010095841 6205500000000000004 6200000000000005 6200000000000047
  6243030000000001 6304000000000000 6759649826438453 6771798021000008 5019717010103742 4571736000000075 4035501000000008`.split(
    /\s+/,
  ),
);
/** Ranges that Stripe documents for tests, many numbers each. */
const testRanges = /^(?:400000|400025|400082|424242|555555)/;

const grouped = /^(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|3\d{3}[ -]\d{6}[ -]\d{4,5})$/;
const shaped = /^\d(?:[ -]?\d){11,18}$/;

/** Payment card numbers: a brand's range and length, and the check digit. */
export const paymentCard: Validator = {
  kind: 'payment card',
  named: /\b(?:card|pan|cc)(?: (?:number|no|num|nr))?\b|\bkartennummer\b|\bkreditkarte\b|\bcredit ?card\b|\btarjeta\b/,
  may: ({ run }) => run >= 12,
  judge(value) {
    if (!shaped.test(value)) return outcome.nothing;
    const digits = value.replace(/[ -]/g, '');
    const isOfBrand = brands.some(([start, lengths]) => start.test(digits) && lengths.includes(digits.length));
    if (!isOfBrand || !passesLuhn(digits)) return outcome.near;
    if (testNumbers.has(digits) || testRanges.test(digits)) return outcome.test;
    return grouped.test(value) ? outcome.sure : outcome.weak;
  },
  within: /\b(?<![.,+-])\d(?:[ -]?\d){11,18}(?![\w-]|[.,]\d)/g,
  leastRate: 0.5,
  leastShare: 0.5,
};
