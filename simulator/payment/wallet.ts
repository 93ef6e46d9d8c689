// /wallet/transaction/get, for refunds alone. The caller sets virtual accounts up in Plaid's Dashboard.
import type { WalletTransactionGetResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { findRefund } from './find.ts';
import { shownValue } from './requests.ts';

export const getWalletTransaction = endpoint({
  path: '/wallet/transaction/get',
  request: z.strictObject({ transaction_id: z.string().min(1) }),
  respond(world, asked): Answer<WalletTransactionGetResponse> {
    const { one, refund } = findRefund(world, asked.transaction_id);
    const { payment } = one;
    return {
      transaction_id: refund.refund_id,
      wallet_id: payment.wallet_id ?? 'wallet-id-sandbox-00000000-0000-4000-8000-000000000000',
      reference: refund.reference,
      type: 'REFUND',
      amount: { iso_currency_code: payment.amount.currency === 'GBP' ? 'GBP' : 'EUR', value: shownValue(refund.minor) },
      counterparty: { name: 'Alberta Bobbeth Charleson', numbers: {} },
      status: refund.status,
      created_at: refund.created_at,
      last_status_update: refund.last_status_update,
      payment_id: payment.payment_id,
      failure_reason: refund.failure_reason,
      error: null,
    };
  },
});
