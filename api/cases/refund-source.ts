// What a refund of a case is taken from, on each rail, and whether it can be.
import type { CaseView } from '../../db/case-views.ts';
import { applyPayment, paymentsOfCase } from '../../db/payments.ts';
import { transaction } from '../../db/pool.ts';
import type { RefundedFrom } from '../../db/refunds.ts';
import { transferOfCase } from '../../db/transfers.ts';
import { nothingToRefund, type RefundSource, refundablePayment, refundableTransfer } from '../../domain/refund.ts';
import type { Deps } from '../context.ts';

type Source = Exclude<RefundSource, { ok: true }> | (Extract<RefundSource, { ok: true }> & { from: RefundedFrom });

export async function refundSource(
  { db, plaid }: Pick<Deps, 'db' | 'plaid'>,
  { id, funding }: CaseView,
): Promise<Source> {
  switch (funding.rail) {
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
      // Nobody follows it until it settles, if the case was content with less: it is read now.
      const read = await plaid.readPayment(paymentId);
      await transaction(db, (tx) => applyPayment(tx, read, null));
      const source = refundablePayment(read, funding.amountCents);
      return source.ok ? { ...source, from: { paymentId } } : source;
    }
  }
}
