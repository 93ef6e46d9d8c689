// Finds the transfer or payment that a refund of a case is taken from, and whether it can be refunded.
import type { CaseView } from '../../db/case/case-views.ts';
import { applyPayment, paymentsOfCase } from '../../db/payments/payments.ts';
import { transaction } from '../../db/pool.ts';
import type { RefundedFrom } from '../../db/transfers/refunds.ts';
import { transferOfCase } from '../../db/transfers/transfers.ts';
import {
  nothingToRefund,
  type RefundSource,
  refundablePayment,
  refundableTransfer,
} from '../../domain/transfers/refund.ts';
import type { Deps } from '../context.ts';

type Source = Exclude<RefundSource, { ok: true }> | (Extract<RefundSource, { ok: true }> & { from: RefundedFrom });

export async function refundSource(
  { db, plaid }: Pick<Deps, 'db' | 'plaid'>,
  { id, funding }: CaseView,
): Promise<Source> {
  switch (funding?.rail) {
    case undefined:
      return nothingToRefund;
    case 'ach': {
      const transfer = await transferOfCase(db, id);
      if (!transfer) return nothingToRefund;
      const { transferId } = transfer;
      const source = refundableTransfer({ ...transfer, direction: funding.direction }, new Date());
      return source.ok ? { ...source, from: { transferId } } : source;
    }
    case 'payment-initiation': {
      const [newest] = await paymentsOfCase(db, id);
      if (!newest?.paymentId) return nothingToRefund;
      const { paymentId } = newest;
      const onRecord = refundablePayment(newest, funding.amountCents);
      if (onRecord.ok) return { ...onRecord, from: { paymentId } };
      // Read it now, because a case whose policy accepts less does not follow the payment until it settles.
      const read = await plaid.readPayment(paymentId);
      await transaction(db, (tx) => applyPayment(tx, read, null));
      const source = refundablePayment(read, funding.amountCents);
      return source.ok ? { ...source, from: { paymentId } } : source;
    }
  }
}
