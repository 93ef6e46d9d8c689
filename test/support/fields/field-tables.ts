// Helpers for the tables of the fields of POST /v1/onboardings.
import { aRequest } from '../http/api.ts';

const euros = {
  rail: 'payment-initiation',
  amount: '25.30',
  currency: 'EUR',
  recipient: {
    name: 'Wonder Wallet',
    iban: 'NL02ABNA0123456789',
    address: { street: '96 Guild Street', city: 'Amsterdam', postal_code: '1011', country: 'NL' },
  },
};
const bacs = { name: 'Wonder Wallet', bacs: { account: '26207729', sort_code: '560029' } };

/** Returns the request with one value set at the pointer. */
export function withValue(pointer: string, value: unknown, request: object): object {
  const copy = structuredClone(request) as Record<string, unknown>;
  const path = pointer.slice(1).split('/');
  const last = path.pop() ?? '';
  let at = copy;
  for (const part of path) at = at[part] as Record<string, unknown>;
  at[last] = value;
  return copy;
}

export const inAch = aRequest();
export const inEuros = { ...aRequest(), funding: euros };
export const inPounds = { ...aRequest(), funding: { ...euros, currency: 'GBP', recipient: bacs } };

export type Table = { pointer: string; of?: object; takes: unknown[]; refuses: unknown[] };

/** Texts of blanks, of invisible characters, of marks that change the direction, and of signs alone. */
export const sayNothing = [
  ...[
    '',
    ' ',
    '\u00a0',
    '\u200b',
    '\u200b\u2060',
    '\ufeff',
    '\u3164',
    '\u115f',
    '\u2800',
    '\u00ad',
    '\u034f',
    '\ufe0f',
  ],
  ...['.', '-', '---', '?!', '/', '’', '🙂', '👩‍👩‍👧', '🇬🇧', '©', '€', '\u0301', 'ー', 'ʹ'],
];
export const notInALine = [
  'Ann\nByron',
  'Ann\tByron',
  'Ann\u0085Byron',
  'Ann\u2028Byron',
  'Ann \u202enoryB',
  'Ann\u2066 Byron',
];
