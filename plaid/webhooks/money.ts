// Money on its way. https://plaid.com/docs/api/products/transfer/reading-transfers/#webhooks,
// https://plaid.com/docs/api/products/payment-initiation/#webhooks,
// https://plaid.com/docs/api/products/virtual-accounts/#webhooks

import { z } from 'zod';
import { always, type Entry, entry, id } from './entry.ts';

export const moneyWebhooks = {
  'TRANSFER.TRANSFER_EVENTS_UPDATE': always(
    'There are new transfer events. The body is always the same and names none: the feed reads them.',
    { do: 'drain', feed: 'transfer' },
  ),
  'BANK_TRANSFERS.BANK_TRANSFERS_EVENTS_UPDATE': always(
    'Micro-deposits were sent, failed or came back. The body is always the same and names none: their feed reads them.',
    { do: 'drain', feed: 'bank-transfer' },
  ),
  'PAYMENT_INITIATION.PAYMENT_STATUS_UPDATE': entry({
    meaning: 'A payment moved: its case reads the payment.',
    body: z.object({ payment_id: id }),
    react: ({ payment_id }) => ({
      do: 'signal',
      plaidId: { kind: 'payment', id: payment_id },
      message: { signal: 'paymentChanged' },
    }),
  }),
  'WALLET.WALLET_TRANSACTION_STATUS_UPDATE': entry({
    meaning:
      'Money of a virtual account moved. If it belongs to a payment, the API reads the open refunds of that payment.',
    body: z.object({ payment_id: id.nullish() }),
    react: ({ payment_id }) =>
      payment_id
        ? { do: 'readRefunds', plaidId: { kind: 'payment', id: payment_id } }
        : { do: 'note', why: 'it concerns no payment' },
  }),
} satisfies Record<`${'TRANSFER' | 'BANK_TRANSFERS' | 'PAYMENT_INITIATION' | 'WALLET'}.${string}`, Entry>;
