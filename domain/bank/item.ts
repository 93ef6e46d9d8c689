// The changes of an Item (the applicant's login at one bank) after it was linked.

// A list, because the linter finds the members of a switch in no `keyof`.
export const itemChanges = [
  'broken',
  'repaired',
  /** The bank has accounts that the applicant has not shared. */
  'new_accounts',
  /** The bank's consent ends at a date that Plaid names. Plaid sends nothing when it ends. */
  'consent_ending',
  'numbers_changed',
  'owner_changed',
  /** Micro-deposits were confirmed, or their time has run out. */
  'verification_changed',
  /** The applicant revoked the permission for the Item, or for the account. */
  'permission_revoked',
  'account_revoked',
] as const;
export type ItemChange = (typeof itemChanges)[number];

type ItemChangeRow = {
  /** The Item cannot be used any more. A case that ends because of it has the change as its reason. */
  revokes: boolean;
  /** The Item is read even once the money has moved, because only Plaid's answer shows whether it works. */
  readAfterMoney: boolean;
};

const plain = { revokes: false, readAfterMoney: false } as const;
const ofLogin = { revokes: false, readAfterMoney: true } as const;
const revoked = { revokes: true, readAfterMoney: false } as const;

export const itemChangeRows = {
  broken: ofLogin,
  repaired: ofLogin,
  new_accounts: plain,
  consent_ending: ofLogin,
  numbers_changed: plain,
  owner_changed: plain,
  verification_changed: plain,
  permission_revoked: revoked,
  account_revoked: revoked,
} as const satisfies Record<ItemChange, ItemChangeRow>;

export type Revocation = {
  [C in ItemChange]: (typeof itemChangeRows)[C]['revokes'] extends true ? C : never;
}[ItemChange];
export const isRevocation = (change: ItemChange): change is Revocation => itemChangeRows[change].revokes;
