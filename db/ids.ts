import { randomBytes } from 'node:crypto';

export type IdPrefix =
  | 'onb'
  | 'lnk'
  | 'chk'
  | 'rev'
  | 'key'
  | 'auth'
  | 'ten'
  | 'rep'
  | 'ntf'
  | 'nep'
  | 'whs'
  | 'rcp'
  | 'rfd';

/** Neither letters nor digits that people take for each other. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const random = (length: number) => [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join('');

/** The reference of a payment, of at most 18 letters and digits: what the product wants people to read, and 30 random bits. */
export const newReference = (words: string | null): string => `${words ?? 'GW'}${random(words ? 6 : 12)}`;

/** 128 random bits behind a word that tells people what the id names. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${randomBytes(16).toString('hex')}`;
}
