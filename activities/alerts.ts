// What somebody should look at, at once.
import type { Db } from '../db/pool.ts';
import { notePaidTwice } from '../db/refunds.ts';
import type { Gateways } from './gateways.ts';

export async function alertPaidTwice({ alert }: Pick<Gateways, 'alert'>, tx: Db, transferId: string): Promise<void> {
  for (const { onboardingId, refund } of await notePaidTwice(tx, transferId)) {
    alert({ onboarding_id: onboardingId, refund }, 'paid twice: the transfer was refunded and has come back as well');
  }
}
