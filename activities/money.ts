import { transaction } from '../db/pool.ts';
import { recordStanding } from '../db/stages.ts';
import { updateTransfer } from '../db/transfers.ts';
import { alertPaidTwice } from './alerts.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import { moneyMover } from './move-money.ts';
import type { MoneyActivities } from './types.ts';

export function moneyActivities(gateways: Gateways): MoneyActivities {
  const { pool, plaid } = gateways;
  return {
    moveMoney: moneyMover(gateways),

    async checkTransfer({ onboardingId, transferId, now }) {
      const read = await known('transfer at Plaid', plaid.findTransfer({ transferId }));
      return transaction(pool, async (tx) => {
        const { standing, watchUntil } = await updateTransfer(tx, read);
        await recordStanding(tx, { onboardingId, standing, watchUntil, now: new Date(now) });
        await alertPaidTwice(gateways, tx, transferId);
        return { standing, watchUntil: watchUntil.toISOString(), closed: new Date(now) >= watchUntil };
      });
    },
  };
}
