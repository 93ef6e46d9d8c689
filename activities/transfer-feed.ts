// The transfer feed: each event is folded into its transfer, and its case is told once that changes how it stands.

import { accountOfCase } from '../db/accounts.ts';
import { markTold } from '../db/feeds.ts';
import { loadCase } from '../db/onboardings.ts';
import { transaction } from '../db/pool.ts';
import { applyRefundEvents } from '../db/refunds.ts';
import { insertTransferEvents, passSilentEvents, untoldTransfers } from '../db/transfer-events.ts';
import { applyTransferEvents, transferOfCase } from '../db/transfers.ts';
import type { TransferEvent } from '../plaid/gateway.ts';
import { recordState } from './alerts.ts';
import type { Source } from './drain.ts';
import type { Gateways } from './gateways.ts';
import { known } from './known.ts';
import { microDepositTellings } from './micro-deposit-tellings.ts';

export function transferFeed(gateways: Gateways): Source<TransferEvent> {
  const { pool, plaid, cases } = gateways;

  async function tell({ onboardingId, transferId, eventIds }: Untold): Promise<boolean> {
    const state = await transaction(pool, (tx) => known('transfer', applyTransferEvents(tx, transferId)));
    const { standing, watchUntil } = state;
    const newest = await known('transfer', transferOfCase(pool, onboardingId));
    // While the money is still moving there is nothing to do for the case, and every signal is billed. Nor is there when
    // another transfer has taken the place of this one.
    const news = standing !== 'moving' && newest.transferId === transferId;
    if (news) {
      const { tenantId, userId, policy } = await known('case', loadCase(pool, onboardingId));
      // Not from the Item, whose token would have to open: a return can come after the person was erased.
      const { itemId } = await known('account', accountOfCase(pool, onboardingId));
      await cases.transferMoved({
        ...{ onboardingId, tenantId, userId, policy, itemId, transferId, standing, watchUntil, eventIds },
      });
    }
    await markTold(pool, 'transfer', eventIds);
    return news;
  }
  type Untold = Awaited<ReturnType<typeof untoldTransfers>>[number];

  return {
    feed: 'transfer',
    read: plaid.readTransferEvents,

    async store(tx, events) {
      const fresh = await insertTransferEvents(tx, events);
      const refunds = new Set(events.flatMap(({ refundId }) => (refundId ? [refundId] : [])));
      for (const id of refunds) await applyRefundEvents(tx, id);
      const transfers = new Set(events.flatMap(({ transferId }) => (transferId ? [transferId] : [])));
      for (const id of transfers) {
        const state = await applyTransferEvents(tx, id);
        if (state) await recordState(gateways, tx, state);
      }
      return fresh;
    },

    async tellings() {
      await passSilentEvents(pool);
      const transfers = await untoldTransfers(pool);
      return [...transfers.map((one) => () => tell(one)), ...(await microDepositTellings(gateways))];
    },
  };
}
