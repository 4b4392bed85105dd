/** What happens to a card, as in https://docs.stripe.com/testing. */
export interface TestCard {
  number: string;
  brand: string;
  decline?: Decline;
  /** The bank asks for 3-D Secure before it decides. */
  authentication?: true;
}

export interface Decline {
  code: string;
  declineCode: string;
  message: string;
}

const declined = (declineCode: string, code = 'card_declined', message = 'Your card was declined.'): Decline => ({
  code,
  declineCode,
  message,
});

const cards: Record<string, TestCard> = {
  visa: { number: '4242424242424242', brand: 'visa' },
  visa_debit: { number: '4000056655665556', brand: 'visa' },
  mastercard: { number: '5555555555554444', brand: 'mastercard' },
  amex: { number: '378282246310005', brand: 'amex' },
  jcb: { number: '3566002020360505', brand: 'jcb' },
  chargeDeclined: { number: '4000000000000002', brand: 'visa', decline: declined('generic_decline') },
  chargeDeclinedInsufficientFunds: {
    number: '4000000000009995',
    brand: 'visa',
    decline: declined('insufficient_funds', 'card_declined', 'Your card has insufficient funds.'),
  },
  chargeDeclinedLostCard: { number: '4000000000009987', brand: 'visa', decline: declined('lost_card') },
  chargeDeclinedStolenCard: { number: '4000000000009979', brand: 'visa', decline: declined('stolen_card') },
  chargeDeclinedExpiredCard: {
    number: '4000000000000069',
    brand: 'visa',
    decline: declined('expired_card', 'expired_card', 'Your card has expired.'),
  },
  chargeDeclinedIncorrectCvc: {
    number: '4000000000000127',
    brand: 'visa',
    decline: declined('incorrect_cvc', 'incorrect_cvc', "Your card's security code is incorrect."),
  },
  chargeDeclinedProcessingError: {
    number: '4000000000000119',
    brand: 'visa',
    decline: declined('processing_error', 'processing_error', 'An error occurred while processing your card.'),
  },
  authenticationRequiredOnSetup: { number: '4000002500003155', brand: 'visa', authentication: true },
  authenticationRequired: { number: '4000002760003184', brand: 'visa', authentication: true },
  authenticationRequiredChargeDeclined: {
    number: '4000008400001629',
    brand: 'visa',
    authentication: true,
    decline: declined('generic_decline'),
  },
};

/** The card behind a test payment method such as `pm_card_visa` or `pm_card_visa_chargeDeclined`. */
export function cardOfToken(token: string): TestCard | undefined {
  return cards[token.replace(/^pm_card_(visa_(?=charge))?/, '')];
}

/** The test card with this number; undefined for a card that exists nowhere, which is declined like a real one here. */
export function cardOfNumber(number: string): TestCard | undefined {
  return Object.values(cards).find((card) => card.number === number);
}

/** The check digit of ISO/IEC 7812-1 (Luhn). */
export function hasCheckDigit(number: string): boolean {
  const sum = [...number].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}
