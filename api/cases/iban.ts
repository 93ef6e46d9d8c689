import { isSEPACountry, isValidIBAN } from 'ibantools';

/**
 * Checks the registry's form for the country, the check digits of the IBAN and, where there are any, of the account.
 */
export const isIban = (text: string): boolean => isValidIBAN(text);

/**
 * Countries that joined SEPA in 2025 and 2026 (European Payments Council, EPC409-09); the package does not list them.
 */
const joinedLately = ['AL', 'MD', 'ME', 'MK', 'RS'];

/** `place`: the two letters of a country, or SEPA. */
export function isPaidIn(iban: string, place: string): boolean {
  const country = iban.slice(0, 2);
  return place === 'SEPA' ? isSEPACountry(country) || joinedLately.includes(country) : country === place;
}
