// Items and their accounts: changes at the bank after the applicant has linked.
// https://plaid.com/docs/api/items/#webhooks, https://plaid.com/docs/api/products/auth/#webhooks,
// https://plaid.com/docs/api/products/identity/#webhooks

import { z } from 'zod';
import type { ItemChange } from '../../domain/bank/item.ts';
import { always, type Entry, entry, id, instant, type Reaction } from './entry.ts';

type More = { accountIds?: string[] | null; at?: Date | null | undefined };

const signal = (
  itemId: string,
  change: ItemChange,
  { accountIds = null, at }: More = {},
): Extract<Reaction, { do: 'signal' }> => ({
  do: 'signal',
  plaidId: { kind: 'item', id: itemId },
  message: { signal: 'itemChanged', change, accountIds, at: at ?? null },
});

/** Makes an entry for a change of the whole Item. */
const ofItem = (change: ItemChange, meaning: string) =>
  entry({ meaning, body: z.object({ item_id: id }), react: ({ item_id }) => signal(item_id, change) });

/** Makes an entry for a change of one account. */
const ofAccount = (change: ItemChange, meaning: string) =>
  entry({
    meaning,
    body: z.object({ item_id: id, account_id: id }),
    react: ({ item_id, account_id }) => signal(item_id, change, { accountIds: [account_id] }),
  });

// The kinds of data that changed do not matter: the case reads all of it again.
const updatedAccounts = z.record(id, z.unknown()).nullish();
const namesOf = (accounts: z.output<typeof updatedAccounts>) => (accounts ? Object.keys(accounts) : null);

const numbersChanged =
  'The bank has new account numbers: Gangway forgets the old ones, and reads the new ones before any money moves.';

const permissionMissing =
  'Plaid met ACCESS_NOT_GRANTED: the applicant has not permitted this data. The case notes it; the next step that meets it asks for the repair.';

export const itemWebhooks = {
  'ITEM.ERROR': ofItem(
    'broken',
    'The Item broke, mostly because its login did: the case reads it at once, shows the answer of Plaid, and asks for the repair.',
  ),
  'ITEM.LOGIN_REPAIRED': ofItem(
    'repaired',
    'The Item works again, repaired elsewhere (Plaid sends nothing after our own repair): the case reads it, and goes on if it waits for the repair.',
  ),
  'ITEM.NEW_ACCOUNTS_AVAILABLE': entry({
    meaning: 'The bank has accounts that the applicant has not shared: the case offers a Link in which they choose.',
    // Plaid's document lets either of the two be missing.
    body: z
      .object({ item_id: id.nullish(), user_id: id.nullish() })
      .refine(({ item_id, user_id }) => item_id || user_id, { path: ['item_id'] }),
    react: ({ item_id, user_id }) => {
      const reaction = signal(item_id ?? '', 'new_accounts');
      return item_id ? reaction : { ...reaction, plaidId: { kind: 'report', id: user_id ?? '' } };
    },
  }),
  'ITEM.PENDING_DISCONNECT': entry({
    meaning:
      'The bank will end its consent (US, Canada): the case offers a new login before, and reads the Item when the consent has ended.',
    // Plaid's document requires it. Without it, the case offers the repair all the same.
    body: z.object({ item_id: id, disconnect_time: instant.nullish() }),
    react: ({ item_id, disconnect_time }) => signal(item_id, 'consent_ending', { at: disconnect_time }),
  }),
  'ITEM.PENDING_EXPIRATION': entry({
    meaning:
      'The consent will end by law (UK, Europe): the case offers a new login before, and reads the Item when the consent has ended.',
    body: z.object({ item_id: id, consent_expiration_time: instant }),
    react: ({ item_id, consent_expiration_time }) => signal(item_id, 'consent_ending', { at: consent_expiration_time }),
  }),
  'ITEM.USER_PERMISSION_REVOKED': ofItem(
    'permission_revoked',
    'The applicant took back their permission: Gangway forgets the token and moves no more money, and an open case ends as abandoned.',
  ),
  'ITEM.USER_ACCOUNT_REVOKED': ofAccount(
    'account_revoked',
    'The applicant took back their permission for one account: the case that works with this account ends as abandoned.',
  ),
  'ITEM.DEFAULT_UPDATE': ofItem(
    'numbers_changed',
    `Some of Plaid's guides give AUTH.DEFAULT_UPDATE this name. ${numbersChanged}`,
  ),
  'ITEM.WEBHOOK_UPDATE_ACKNOWLEDGED': always('Plaid has taken a new webhook address. Nothing to do.', {
    do: 'note',
    why: 'nothing to do',
  }),
  'AUTH.DEFAULT_UPDATE': entry({
    meaning: numbersChanged,
    body: z.object({ item_id: id, account_ids_with_updated_auth: updatedAccounts }),
    react: ({ item_id, account_ids_with_updated_auth }) =>
      signal(item_id, 'numbers_changed', { accountIds: namesOf(account_ids_with_updated_auth) }),
  }),
  'AUTH.PRODUCT_PERMISSIONS_REQUIRED': ofItem('broken', permissionMissing),
  'AUTH.AUTOMATICALLY_VERIFIED': ofAccount(
    'verification_changed',
    'Plaid has seen its micro-deposits arrive: the case reads the account again.',
  ),
  'AUTH.VERIFICATION_EXPIRED': ofAccount(
    'verification_changed',
    'Micro-deposits were not confirmed in time: the case reads the account again.',
  ),
  'AUTH.SMS_MICRODEPOSITS_VERIFICATION': ofAccount(
    'verification_changed',
    'The applicant answered the text message about their micro-deposits: the case reads the account again.',
  ),
  'IDENTITY.PRODUCT_PERMISSIONS_REQUIRED': ofItem('broken', permissionMissing),
  'IDENTITY.DEFAULT_UPDATE': entry({
    meaning: 'The bank has new data of the owner: a case before money reads the account and matches them again.',
    body: z.object({ item_id: id, account_ids_with_updated_identity: updatedAccounts }),
    react: ({ item_id, account_ids_with_updated_identity }) =>
      signal(item_id, 'owner_changed', { accountIds: namesOf(account_ids_with_updated_identity) }),
  }),
} satisfies Record<`${'ITEM' | 'AUTH' | 'IDENTITY'}.${string}`, Entry>;
