import { randomBytes } from 'node:crypto';

export type IdPrefix = 'onb' | 'lnk' | 'chk' | 'rev' | 'key' | 'auth' | 'ten' | 'rep' | 'ntf' | 'nep' | 'whs' | 'rcp';

/** 128 random bits behind a word that tells people what the id names. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${randomBytes(16).toString('hex')}`;
}
