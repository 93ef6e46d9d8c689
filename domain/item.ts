// What can become of an Item (a person's login at one bank) after it was linked.

export type ItemChange =
  | 'broken'
  | 'repaired'
  /** The bank has accounts that the person has not shared. */
  | 'new_accounts'
  /** The bank's consent ends at a date that Plaid names. Of the end itself nobody tells. */
  | 'consent_ending'
  | 'numbers_changed'
  | 'owner_changed'
  /** Micro-deposits were confirmed, or their time is over. */
  | 'verification_changed'
  /** The person took back their permission for the Item, or for the account. */
  | 'permission_revoked'
  | 'account_revoked';

/** The changes after which nothing may be done with the Item any more. They also are the reasons of cases that end so. */
export const revocations = ['permission_revoked', 'account_revoked'] as const satisfies ItemChange[];
export type Revocation = (typeof revocations)[number];
export const isRevocation = (change: ItemChange): change is Revocation =>
  (revocations as readonly string[]).includes(change);
