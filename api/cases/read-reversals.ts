// Reads the refunds of payments from Plaid: after a webhook about the payment, and at intervals, because webhooks get
// lost and Plaid may not answer.
import { forTenantOf } from '../../db/case/tenant-of.ts';
import { transaction } from '../../db/pool.ts';
import { applyRefundRead, reversalsToRead } from '../../db/transfers/refunds.ts';
import type { Deps } from '../context.ts';
import { errorFields } from '../http/access-log.ts';

export const refundReads = { unreadForHours: 1, withinDays: 14 };

export async function readReversals({ db, plaid, log }: Pick<Deps, 'db' | 'plaid' | 'log'>, limit: number) {
  for (const { refundId, onboardingId } of await reversalsToRead(db, { ...refundReads, limit })) {
    try {
      const read = await plaid.readReversal(refundId);
      await forTenantOf(db, 'case', onboardingId, () => transaction(db, (tx) => applyRefundRead(tx, read)));
    } catch (error) {
      log.warn(
        { onboarding_id: onboardingId, ...errorFields(error) },
        'refund not read; the relay reads it again later',
      );
    }
  }
}
