// Data that a product may ask for beside the money. https://plaid.com/docs/api/products/transactions/#webhooks,
// https://plaid.com/docs/api/products/assets/#webhooks, https://plaid.com/docs/api/products/income/#webhooks

import { z } from 'zod';
import { type Entry, entry, id } from './entry.ts';

const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,79}$/);

// What changed is not taken from the body: /transactions/sync gives it in order, what is gone included.
const transactionsMoved = (meaning: string) =>
  entry({
    meaning,
    body: z.object({ item_id: id }),
    react: ({ item_id }) => ({ do: 'read', product: 'transactions', route: { kind: 'item', id: item_id } }),
  });

const incomeFailed = 'VERIFICATION_STATUS_PROCESSING_FAILED';

// The Item in it is one of payroll, which nobody exchanges a token for; whose it is says the user.
const incomeMoved = (meaning: string) =>
  entry({
    meaning,
    body: z.object({ user_id: id, verification_status: z.string() }),
    react: ({ user_id, verification_status }) => ({
      do: 'read',
      product: 'report',
      route: { kind: 'report', id: user_id },
      error: verification_status === incomeFailed ? incomeFailed : null,
    }),
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
  'ASSETS.PRODUCT_READY': entry({
    meaning: 'A report on assets is ready: it is fetched and kept, and the case shows its id.',
    body: z.object({ asset_report_id: id }),
    react: ({ asset_report_id }) => ({
      do: 'read',
      product: 'report',
      route: { kind: 'report', id: asset_report_id },
      error: null,
    }),
  }),
  'ASSETS.ERROR': entry({
    meaning:
      'Plaid could not make a report on assets: the case shows that it failed, unless a read brings it after all.',
    body: z.object({ asset_report_id: id, error: z.object({ error_code: code }) }),
    react: ({ asset_report_id, error }) => ({
      do: 'read',
      product: 'report',
      route: { kind: 'report', id: asset_report_id },
      error: error.error_code,
    }),
  }),
  'INCOME.INCOME_VERIFICATION': incomeMoved(
    'Plaid is done with what the person shared of their income: the report is fetched and kept, and the case shows its id.',
  ),
  'INCOME.USER_INCOME_VERIFICATION': incomeMoved(
    'The same, as Plaid tells it to clients that began after December 10, 2025.',
  ),
} satisfies Record<`${'TRANSACTIONS' | 'ASSETS' | 'INCOME'}.${string}`, Entry>;
