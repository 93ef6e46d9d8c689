// Bodies as Plaid's pages show them, and our reactions to them.
import type { moneyWebhooks } from '../../plaid/webhooks/money.ts';

const wallet = { webhook_type: 'WALLET', webhook_code: 'WALLET_TRANSACTION_STATUS_UPDATE', wallet_id: 'wallet-1' };

export const moneyWebhookStories: Record<keyof typeof moneyWebhooks, [what: string, body: object, reaction: object][]> =
  {
    'PAYMENT_INITIATION.PAYMENT_STATUS_UPDATE': [
      [
        'a payment moved',
        {
          webhook_type: 'PAYMENT_INITIATION',
          webhook_code: 'PAYMENT_STATUS_UPDATE',
          payment_id: 'payment-1',
          old_payment_status: 'PAYMENT_STATUS_INPUT_NEEDED',
          new_payment_status: 'PAYMENT_STATUS_INITIATED',
        },
        { do: 'signal', plaidId: { kind: 'payment', id: 'payment-1' }, message: { signal: 'paymentChanged' } },
      ],
    ],
    'WALLET.WALLET_TRANSACTION_STATUS_UPDATE': [
      [
        'a refund moved, or the payment itself arrived',
        {
          ...wallet,
          transaction_id: 'refund-1',
          payment_id: 'payment-1',
          old_status: 'INITIATED',
          new_status: 'EXECUTED',
        },
        { do: 'readRefunds', plaidId: { kind: 'payment', id: 'payment-1' } },
      ],
      [
        'a payout, which we make none of',
        { ...wallet, transaction_id: 'payout-1', payment_id: null, new_status: 'EXECUTED' },
        { do: 'note', why: 'it concerns no payment' },
      ],
    ],
    'TRANSFER.TRANSFER_EVENTS_UPDATE': [
      [
        'the constant body',
        { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE', environment: 'sandbox' },
        { do: 'drain', feed: 'transfer' },
      ],
    ],
    'BANK_TRANSFERS.BANK_TRANSFERS_EVENTS_UPDATE': [
      [
        'the constant body',
        { webhook_type: 'BANK_TRANSFERS', webhook_code: 'BANK_TRANSFERS_EVENTS_UPDATE', environment: 'sandbox' },
        { do: 'drain', feed: 'bank-transfer' },
      ],
    ],
  };
