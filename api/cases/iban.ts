import { isSEPACountry, isValidIBAN } from 'ibantools';

/**
 * Checks the registry's form for the country, the check digits of the IBAN and, where there are any, of the account.
 */
export const isIban = (text: string): boolean => isValidIBAN(text);

/**
 * Countries that joined SEPA in 2025 and 2026 (European Payments Council, EPC409-09); the package does not list them.
 */
const joinedLately = ['AL', 'MD', 'ME', 'MK', 'RS'];

export const isInSepa = (iban: string): boolean =>
  isSEPACountry(iban.slice(0, 2)) || joinedLately.includes(iban.slice(0, 2));
