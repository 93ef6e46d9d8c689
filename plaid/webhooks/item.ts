// Items and their accounts: what changes at the bank after the person has linked.
// https://plaid.com/docs/api/items/#webhooks, https://plaid.com/docs/api/products/auth/#webhooks,
// https://plaid.com/docs/api/products/identity/#webhooks

import { z } from 'zod';
import type { ItemChange } from '../../domain/item.ts';
import { always, type Entry, entry, id, instant, type Reaction } from './entry.ts';

type More = { accountIds?: string[] | null; at?: Date | null | undefined };

const tell = (itemId: string, change: ItemChange, { accountIds = null, at }: More = {}): Reaction => ({
  do: 'tell',
  route: { kind: 'item', id: itemId },
  tell: { signal: 'itemChanged', change, accountIds, at: at ?? null },
});

/** A change of the whole Item. */
const ofItem = (change: ItemChange, meaning: string) =>
  entry({ meaning, body: z.object({ item_id: id }), react: ({ item_id }) => tell(item_id, change) });

/** A change of one account. */
const ofAccount = (change: ItemChange, meaning: string) =>
  entry({
    meaning,
    body: z.object({ item_id: id, account_id: id }),
    react: ({ item_id, account_id }) => tell(item_id, change, { accountIds: [account_id] }),
  });

// Which of an account's data is new does not matter: all of it is read again.
const updatedAccounts = z.record(id, z.unknown()).nullish();
const namesOf = (accounts: z.output<typeof updatedAccounts>) => (accounts ? Object.keys(accounts) : null);

const numbersChanged =
  'The bank has new account numbers: the old ones are forgotten, and read again before any money moves.';

export const itemWebhooks = {
  'ITEM.ERROR': ofItem(
    'broken',
    'The Item broke, mostly because its login did: its case notes it; the next step that meets it asks for the repair.',
  ),
  'ITEM.LOGIN_REPAIRED': ofItem(
    'repaired',
    'The Item works again, repaired elsewhere (not told after our own repair): a case that waits for it goes on.',
  ),
  'ITEM.NEW_ACCOUNTS_AVAILABLE': ofItem(
    'new_accounts',
    'The bank has accounts that the person has not shared: the case offers a Link in which they choose.',
  ),
  'ITEM.PENDING_DISCONNECT': entry({
    meaning:
      'The bank will end its consent (US, Canada): the case offers the repair before, and looks at the Item when it has ended.',
    // Plaid's pages have it, its OpenAPI document has not.
    body: z.object({ item_id: id, disconnect_time: instant.nullish() }),
    react: ({ item_id, disconnect_time }) => tell(item_id, 'consent_ending', { at: disconnect_time }),
  }),
  'ITEM.PENDING_EXPIRATION': entry({
    meaning: 'The same in the UK and Europe, where consent ends by law.',
    body: z.object({ item_id: id, consent_expiration_time: instant }),
    react: ({ item_id, consent_expiration_time }) => tell(item_id, 'consent_ending', { at: consent_expiration_time }),
  }),
  'ITEM.USER_PERMISSION_REVOKED': ofItem(
    'permission_revoked',
    'The person took back their permission: the token is forgotten, no more money moves, an open case ends as abandoned.',
  ),
  'ITEM.USER_ACCOUNT_REVOKED': ofAccount(
    'account_revoked',
    'The same for one account; it matters to the case that works with this account.',
  ),
  'ITEM.DEFAULT_UPDATE': ofItem('numbers_changed', `Some guides file AUTH.DEFAULT_UPDATE here. ${numbersChanged}`),
  'ITEM.WEBHOOK_UPDATE_ACKNOWLEDGED': always('Plaid has taken a new webhook address. Nothing to do.', {
    do: 'note',
    why: 'nothing to do',
  }),
  'AUTH.DEFAULT_UPDATE': entry({
    meaning: numbersChanged,
    body: z.object({ item_id: id, account_ids_with_updated_auth: updatedAccounts }),
    react: ({ item_id, account_ids_with_updated_auth }) =>
      tell(item_id, 'numbers_changed', { accountIds: namesOf(account_ids_with_updated_auth) }),
  }),
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
    'The person answered the text message about their micro-deposits: the case reads the account again.',
  ),
  'IDENTITY.DEFAULT_UPDATE': entry({
    meaning: 'The bank has new data of the owner: a case before money reads the account and matches them again.',
    body: z.object({ item_id: id, account_ids_with_updated_identity: updatedAccounts }),
    react: ({ item_id, account_ids_with_updated_identity }) =>
      tell(item_id, 'owner_changed', { accountIds: namesOf(account_ids_with_updated_identity) }),
  }),
} satisfies Record<`${'ITEM' | 'AUTH' | 'IDENTITY'}.${string}`, Entry>;
