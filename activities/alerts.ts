// What somebody should look at, at once.
import type { Found } from '../db/duplicates.ts';
import type { Db } from '../db/pool.ts';
import { notePaidTwice } from '../db/refunds.ts';
import { recordStanding } from '../db/stages.ts';
import type { TransferState } from '../db/transfers.ts';
import type { Gateways } from './gateways.ts';

/** Records what a transfer's state means for its case, and tells of what a person of ours has to see. */
export async function recordState(
  { alert }: Pick<Gateways, 'alert'>,
  tx: Db,
  state: TransferState,
  now?: Date,
): Promise<void> {
  const { onboardingId, transferId } = state;
  const why = await recordStanding(tx, { ...state, ...(now && { now }) });
  if (why) alert({ onboarding_id: onboardingId, transfer: transferId, why }, 'a return that somebody has to look at');
  for (const { refund } of await notePaidTwice(tx, transferId)) {
    alert({ onboarding_id: onboardingId, refund }, 'paid twice: the transfer was refunded and has come back as well');
  }
}

/** How many others there are, and nothing about them: other tenants' cases are nobody's business. */
export function alertOfStrangers(
  { alert }: Pick<Gateways, 'alert'>,
  onboardingId: string,
  { otherUsers, otherTenants }: Pick<Found, 'otherUsers' | 'otherTenants'>,
): void {
  const about = { onboarding_id: onboardingId, other_users: otherUsers, other_tenants: otherTenants };
  alert(about, 'one account, several users: others have the account of this case too');
}
