// Data that a tenant may ask for beside the money. https://plaid.com/docs/api/products/transactions/#webhooks,
// https://plaid.com/docs/api/products/assets/#webhooks, https://plaid.com/docs/api/products/income/#webhooks

import { z } from 'zod';
import { type Entry, entry, id } from './entry.ts';

const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,79}$/);

// The body does not decide: /transactions/sync gives the changes in order, with those that were removed.
const transactionsMoved = (meaning: string) =>
  entry({
    meaning,
    body: z.object({ item_id: id }),
    react: ({ item_id }) => ({ do: 'read', product: 'transactions', plaidId: { kind: 'item', id: item_id } }),
  });

const incomeFailed = 'VERIFICATION_STATUS_PROCESSING_FAILED';

// Plaid's document lets the user be missing. The Item is one of payroll, which has no token to exchange: a read of the
// income names it, and from then on it leads to its case too.
const incomeMoved = (meaning: string) =>
  entry({
    meaning,
    body: z
      .object({ user_id: id.nullish(), item_id: id.nullish(), verification_status: z.string() })
      .transform(({ user_id, item_id, ...body }) => ({ ...body, about: user_id ?? item_id ?? null }))
      .refine(({ about }) => about !== null, { path: ['user_id'] }),
    react: ({ about, verification_status }) => ({
      do: 'read',
      product: 'report',
      plaidId: { kind: 'report', id: about ?? '' },
      error: verification_status === incomeFailed ? incomeFailed : null,
    }),
  });

export const dataWebhooks = {
  'TRANSACTIONS.SYNC_UPDATES_AVAILABLE': transactionsMoved(
    "The Item's transactions changed: if you asked for them, the feed reads on from its cursor.",
  ),
  'TRANSACTIONS.INITIAL_UPDATE': transactionsMoved('Plaid has collected the last 30 days: the feed reads on.'),
  'TRANSACTIONS.HISTORICAL_UPDATE': transactionsMoved('Plaid has collected the whole history: the feed reads on.'),
  'TRANSACTIONS.DEFAULT_UPDATE': transactionsMoved('There are new transactions: the feed reads on.'),
  'TRANSACTIONS.TRANSACTIONS_REMOVED': transactionsMoved(
    'The bank took some transactions back: the feed reads on, and deletes those that Plaid removed.',
  ),
  'ASSETS.PRODUCT_READY': entry({
    meaning: 'A report on assets is ready: its feed fetches and keeps it, and the case shows its id.',
    body: z.object({ asset_report_id: id }),
    react: ({ asset_report_id }) => ({
      do: 'read',
      product: 'report',
      plaidId: { kind: 'report', id: asset_report_id },
      error: null,
    }),
  }),
  'ASSETS.ERROR': entry({
    meaning:
      'Plaid could not make a report on assets: the case shows that it failed, unless a read brings it after all.',
    // Plaid's document lets the error be missing: then only the read gives the result.
    body: z.object({ asset_report_id: id, error: z.object({ error_code: code }).nullish() }),
    react: ({ asset_report_id, error }) => ({
      do: 'read',
      product: 'report',
      plaidId: { kind: 'report', id: asset_report_id },
      error: error?.error_code ?? null,
    }),
  }),
  'INCOME.INCOME_VERIFICATION': incomeMoved(
    'Plaid has processed the income that the applicant shared: the feed fetches and keeps the report, and the case shows its id.',
  ),
  'INCOME.USER_INCOME_VERIFICATION': incomeMoved(
    'INCOME.INCOME_VERIFICATION for clients that began after December 10, 2025.',
  ),
} satisfies Record<`${'TRANSACTIONS' | 'ASSETS' | 'INCOME'}.${string}`, Entry>;
