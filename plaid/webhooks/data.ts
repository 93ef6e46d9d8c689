// Data that a product may ask for beside the money. https://plaid.com/docs/api/products/transactions/#webhooks

import { z } from 'zod';
import { type Entry, entry, id } from './entry.ts';

// What changed is not taken from the body: /transactions/sync gives it in order, what is gone included.
const transactionsMoved = (meaning: string) =>
  entry({
    meaning,
    body: z.object({ item_id: id }),
    react: ({ item_id }) => ({ do: 'read', product: 'transactions', route: { kind: 'item', id: item_id } }),
  });

export const dataWebhooks = {
  'TRANSACTIONS.SYNC_UPDATES_AVAILABLE': transactionsMoved(
    "The Item's transactions changed: they are read on from the stored cursor, where the product asked for them.",
  ),
  'TRANSACTIONS.INITIAL_UPDATE': transactionsMoved('The last 30 days are there: the same.'),
  'TRANSACTIONS.HISTORICAL_UPDATE': transactionsMoved('All of the past is there: the same.'),
  'TRANSACTIONS.DEFAULT_UPDATE': transactionsMoved('There are new ones: the same.'),
  'TRANSACTIONS.TRANSACTIONS_REMOVED': transactionsMoved(
    'The bank took some back: the same; ours are deleted with what the read says.',
  ),
} satisfies Record<`TRANSACTIONS.${string}`, Entry>;
