import { randomBytes } from 'node:crypto';

export type IdPrefix =
  | 'onb'
  | 'trf'
  | 'acct'
  | 'adr'
  | 'lnk'
  | 'chk'
  | 'rev'
  | 'qst'
  | 'key'
  | 'ten'
  | 'rep'
  | 'ntf'
  | 'nep'
  | 'whs'
  | 'rcp'
  | 'rfd'
  | 'era';

/** Leaves out the letters and digits that people confuse. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const random = (length: number) => [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join('');

/**
 * Returns the reference of a payment: at most 18 letters and digits. It begins with the tenant's words, if there are
 * any, and ends with 30 random bits (60 without words).
 */
export const newReference = (words: string | null): string => `${words ?? 'GW'}${random(words ? 6 : 12)}`;

/** Returns 128 random bits behind a prefix that names the kind of the id. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${randomBytes(16).toString('hex')}`;
}

/** Has the shape of an API key's id, because the audit names either. A key's never begins so: its digits are hex. */
export const newOperatorId = (): string => `op${random(6).toLowerCase()}`;
