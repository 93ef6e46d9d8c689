// The transfer feed: folds each event into its transfer, and signals the case when the transfer's standing changes.

import { recordState } from '../../cases/record-state.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { markSignalled } from '../../db/feeds/feeds.ts';
import { insertTransferEvents, passSilentEvents, unsignalledTransfers } from '../../db/feeds/transfer-events.ts';
import { transaction } from '../../db/pool.ts';
import { applyRefundEvents } from '../../db/transfers/refunds.ts';
import { applyTransferEvents, transferOfCase } from '../../db/transfers/transfers.ts';
import { amountOf } from '../../domain/money.ts';
import type { TransferEvent } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { Source } from './drain.ts';
import { microDepositSignals } from './micro-deposit-signals.ts';

export function transferFeed(deps: Deps): Source<TransferEvent> {
  const { db, plaid, cases } = deps;

  async function signal({ onboardingId, transferId, eventIds }: Unsignalled): Promise<boolean> {
    const state = await transaction(db, (tx) => known('transfer', applyTransferEvents(tx, transferId)));
    const { standing, watchUntil, code } = state;
    const newest = await known('transfer', transferOfCase(db, onboardingId));
    // The case has nothing to do while the money is moving, or once another transfer has replaced this one; and
    // Temporal bills every signal.
    const concerned = standing !== 'moving' && newest.transferId === transferId;
    if (concerned) {
      const { tenantId, userId, policy, funding } = await known('case', loadCase(db, onboardingId));
      // Not read from the Item, whose token would have to be decrypted: a return can come after the applicant was
      // erased.
      const { itemId } = await known('account', accountOfCase(db, onboardingId));
      await cases.transferMoved({
        ...{ onboardingId, tenantId, userId, policy, itemId, transferId, standing, watchUntil, eventIds },
        ...{ code, amount: amountOf(funding) },
      });
    }
    await markSignalled(db, 'transfer', eventIds);
    return concerned;
  }
  type Unsignalled = Awaited<ReturnType<typeof unsignalledTransfers>>[number];

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
        if (state) await recordState(deps.alert, tx, state);
      }
      return fresh;
    },

    async signals() {
      await passSilentEvents(db);
      const transfers = await unsignalledTransfers(db);
      return [...transfers.map((one) => () => signal(one)), ...(await microDepositSignals(deps))];
    },
  };
}
