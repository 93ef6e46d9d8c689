import type { Db } from '../db/pool.ts';
import { notePaidTwice } from '../db/transfers/refunds.ts';
import type { Alert } from './alert.ts';

/** Alerts operators, once, if a debit was refunded and its bank has returned it as well. Call it in a transaction. */
export async function alertIfPaidTwice(alert: Alert, tx: Db, transferId: string): Promise<void> {
  for (const { onboardingId, refund } of await notePaidTwice(tx, transferId)) {
    alert(
      { onboarding_id: onboardingId, refund },
      'paid twice: the debit was refunded, and its bank has returned it as well',
    );
  }
}
