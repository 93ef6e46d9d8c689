// What has become of the refunds of payments. Each is read when a webhook was about its payment, and once in a while
// because webhooks get lost; where Plaid does not answer, in a while as well.
import { transaction } from '../../db/pool.ts';
import { applyRefundRead, reversalsToRead } from '../../db/refunds.ts';
import { errorFields } from '../access-log.ts';
import type { Deps } from '../context.ts';

const again = { unreadForHours: 1, withinDays: 14 };

export async function readReversals({ db, plaid, log }: Pick<Deps, 'db' | 'plaid' | 'log'>, limit: number) {
  for (const { refundId, onboardingId } of await reversalsToRead(db, { ...again, limit })) {
    try {
      const read = await plaid.readReversal(refundId);
      await transaction(db, (tx) => applyRefundRead(tx, read));
    } catch (error) {
      log.warn({ onboarding_id: onboardingId, ...errorFields(error) }, 'refund not read');
    }
  }
}
