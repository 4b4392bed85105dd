import type { CountryCode } from 'libphonenumber-js/max';
import { dateOfBirth } from './date-of-birth.js';
import { eMail } from './e-mail.js';
import { iban } from './iban.js';
import { ipAddress } from './ip-address.js';
import { belgium } from './national-ids/belgium.js';
import { brazil } from './national-ids/brazil.js';
import { finland } from './national-ids/finland.js';
import { france } from './national-ids/france.js';
import { germany } from './national-ids/germany.js';
import { india } from './national-ids/india.js';
import { italy } from './national-ids/italy.js';
import { netherlands } from './national-ids/netherlands.js';
import { poland } from './national-ids/poland.js';
import { spain } from './national-ids/spain.js';
import { sweden } from './national-ids/sweden.js';
import { unitedKingdom } from './national-ids/united-kingdom.js';
import { unitedStates } from './national-ids/united-states.js';
import { paymentCard } from './payment-card.js';
import { personName } from './person-name.js';
import { phone } from './phone.js';
import { streetAddress } from './street-address.js';
import type { Validator } from './validator.js';

const nationalIds = [
  ...[belgium, brazil, finland, france, germany, india, italy],
  ...[netherlands, poland, spain, sweden, unitedKingdom, unitedStates],
];

/** Whose national phone numbers are looked for. */
const phoneCountries: CountryCode[] = [
  'US',
  'GB',
  'DE',
  'FR',
  'ES',
  'IT',
  'PL',
  'NL',
  'SE',
  'FI',
  'BE',
  'BR',
  'IN',
  'JP',
];

/** All validators. `testDomains`: where e-mail addresses belong to nobody. */
export function allValidators(testDomains: readonly string[]): Validator[] {
  return [
    ...[eMail(testDomains), paymentCard, iban, phone(phoneCountries), ...nationalIds],
    ...[ipAddress, dateOfBirth, streetAddress, personName],
  ];
}
