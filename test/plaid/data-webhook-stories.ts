// Bodies as Plaid's pages show them, and our reactions to them.
import type { dataWebhooks } from '../../plaid/webhooks/data.ts';

const transactions = { webhook_type: 'TRANSACTIONS', item_id: 'item-1', environment: 'sandbox' };
const assets = { webhook_type: 'ASSETS', asset_report_id: 'report-1', environment: 'sandbox' };
const income = {
  webhook_type: 'INCOME',
  webhook_code: 'INCOME_VERIFICATION',
  item_id: 'payroll-1',
  user_id: 'user-1',
  environment: 'sandbox',
};
const incomeMoved = (error: string | null) => ({
  do: 'read',
  product: 'report',
  plaidId: { kind: 'report', id: 'user-1' },
  error,
});
const transactionsMoved = { do: 'read', product: 'transactions', plaidId: { kind: 'item', id: 'item-1' } };

export const dataWebhookStories: Record<keyof typeof dataWebhooks, [what: string, body: object, reaction: object][]> = {
  'TRANSACTIONS.SYNC_UPDATES_AVAILABLE': [
    [
      'the first thirty days',
      {
        ...transactions,
        webhook_code: 'SYNC_UPDATES_AVAILABLE',
        initial_update_complete: true,
        historical_update_complete: false,
      },
      transactionsMoved,
    ],
    [
      'no item',
      { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE' },
      { do: 'note', why: 'the body is not what we expect at: item_id' },
    ],
  ],
  'TRANSACTIONS.INITIAL_UPDATE': [
    [
      'the recent past',
      { ...transactions, webhook_code: 'INITIAL_UPDATE', new_transactions: 19, error: null },
      transactionsMoved,
    ],
  ],
  'TRANSACTIONS.HISTORICAL_UPDATE': [
    [
      'all of it',
      { ...transactions, webhook_code: 'HISTORICAL_UPDATE', new_transactions: 231, error: null },
      transactionsMoved,
    ],
  ],
  'TRANSACTIONS.DEFAULT_UPDATE': [
    [
      'new ones',
      { ...transactions, webhook_code: 'DEFAULT_UPDATE', new_transactions: 3, error: null },
      transactionsMoved,
    ],
  ],
  'TRANSACTIONS.TRANSACTIONS_REMOVED': [
    [
      'two taken back',
      { ...transactions, webhook_code: 'TRANSACTIONS_REMOVED', removed_transactions: ['tr-1', 'tr-2'], error: null },
      transactionsMoved,
    ],
    ['a body that names none', { ...transactions, webhook_code: 'TRANSACTIONS_REMOVED' }, transactionsMoved],
  ],
  'ASSETS.PRODUCT_READY': [
    [
      'a full report',
      { ...assets, webhook_code: 'PRODUCT_READY', report_type: 'FULL' },
      { do: 'read', product: 'report', plaidId: { kind: 'report', id: 'report-1' }, error: null },
    ],
  ],
  'ASSETS.ERROR': [
    [
      'a report that failed',
      {
        ...assets,
        webhook_code: 'ERROR',
        error: { error_type: 'ASSET_REPORT_ERROR', error_code: 'ASSET_REPORT_GENERATION_FAILED', error_message: 'no' },
      },
      {
        do: 'read',
        product: 'report',
        plaidId: { kind: 'report', id: 'report-1' },
        error: 'ASSET_REPORT_GENERATION_FAILED',
      },
    ],
    [
      'no error',
      { ...assets, webhook_code: 'ERROR', error: null },
      { do: 'read', product: 'report', plaidId: { kind: 'report', id: 'report-1' }, error: null },
    ],
    [
      'an error that is no code',
      { ...assets, webhook_code: 'ERROR', error: { error_code: 'of Ada Byron' } },
      { do: 'note', why: 'the body is not what we expect at: error.error_code' },
    ],
  ],
  'INCOME.INCOME_VERIFICATION': [
    [
      'processing is done',
      { ...income, verification_status: 'VERIFICATION_STATUS_PROCESSING_COMPLETE' },
      incomeMoved(null),
    ],
    [
      'processing failed',
      { ...income, verification_status: 'VERIFICATION_STATUS_PROCESSING_FAILED' },
      incomeMoved('VERIFICATION_STATUS_PROCESSING_FAILED'),
    ],
    [
      'no user: by the Item, which a read of the income has named',
      { ...income, user_id: undefined, verification_status: 'VERIFICATION_STATUS_PROCESSING_COMPLETE' },
      { ...incomeMoved(null), plaidId: { kind: 'report', id: 'payroll-1' } },
    ],
    [
      'neither user nor Item',
      { ...income, user_id: undefined, item_id: null, verification_status: 'VERIFICATION_STATUS_PROCESSING_COMPLETE' },
      { do: 'note', why: 'the body is not what we expect at: user_id' },
    ],
  ],
  'INCOME.USER_INCOME_VERIFICATION': [
    [
      'processing is done',
      {
        ...income,
        webhook_code: 'USER_INCOME_VERIFICATION',
        verification_status: 'VERIFICATION_STATUS_PROCESSING_COMPLETE',
      },
      incomeMoved(null),
    ],
  ],
};
