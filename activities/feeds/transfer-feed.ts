// The transfer feed: folds each event into its transfer, and signals the case when the transfer's standing changes.

import { recordState } from '../../cases/record-state.ts';
import { accountOfCase } from '../../db/bank/accounts.ts';
import { loadCase } from '../../db/case/onboardings.ts';
import { markSignalled } from '../../db/feeds/feeds.ts';
import { insertTransferEvents, unsignalledTransfers } from '../../db/feeds/transfer-events.ts';
import { transaction } from '../../db/pool.ts';
import { applyRefundEvents } from '../../db/transfers/refunds.ts';
import { foldTransferEvents, type TransferState, transferOfCase } from '../../db/transfers/transfers.ts';
import { amountOf } from '../../domain/money.ts';
import type { TransferChange } from '../../domain/transfers/transfer-change.ts';
import type { TransferEvent } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import { known } from '../on-record.ts';
import type { Source } from './drain.ts';
import { microDepositSignals } from './micro-deposit-signals.ts';
import type { Signal, SignalsFound } from './signal-cases.ts';

/** As many as the events that one activity reads (pages.ts). */
const transfersPerActivity = 2_000;

type Moved = TransferState & Pick<TransferChange, 'standing'>;

export function transferFeed(deps: Deps): Source<TransferEvent> {
  const { db, plaid, cases } = deps;

  async function signal(state: Moved, eventIds: string[]): Promise<boolean> {
    const { onboardingId, transferId, standing, watchUntil, code } = state;
    const newest = await known('transfer', transferOfCase(db, onboardingId));
    // The case has nothing to do once another transfer has replaced this one, and Temporal bills every signal.
    const concerned = newest.transferId === transferId;
    if (concerned) {
      const { tenantId, userId, policy, funding } = await known('case', loadCase(db, onboardingId));
      // Not read from the Item, whose token would have to be decrypted: a return can come after the applicant was
      // erased.
      const { itemId } = await known('account', accountOfCase(db, onboardingId));
      await cases.transferMoved({
        ...{ onboardingId, tenantId, userId, policy, itemId, transferId, standing, watchUntil, eventIds },
        ...{ code, amount: funding && amountOf(funding) },
      });
    }
    await markSignalled(db, 'transfer', eventIds);
    return concerned;
  }

  /**
   * Marks the events of transfers that only move, because their cases have nothing to do. Returns the signals about the
   * others.
   */
  async function transferSignals(): Promise<SignalsFound> {
    const found = await unsignalledTransfers(db, transfersPerActivity);
    if (found.length === 0) return { signals: [], more: false };
    // Again, because a transfer that came on record beside its first events was not there for them.
    const ids = found.map(({ transferId }) => transferId);
    const applied = await transaction(db, (tx) => foldTransferEvents(tx, ids));
    const states = new Map(applied.map((state) => [state.transferId, state]));
    const moving: string[] = [];
    const signals: Signal[] = [];
    for (const { onboardingId, transferId, eventIds } of found) {
      const state = states.get(transferId);
      if (!state) continue;
      const { standing } = state;
      if (standing === 'moving') moving.push(...eventIds);
      else signals.push({ onboardingId, send: () => signal({ ...state, standing }, eventIds) });
    }
    if (moving.length > 0) await markSignalled(db, 'transfer', moving);
    return { signals, more: found.length === transfersPerActivity };
  }

  return {
    feed: 'transfer',
    read: plaid.readTransferEvents,

    async store(tx, events) {
      const fresh = await insertTransferEvents(tx, events);
      const refunds = new Set(events.flatMap(({ refundId }) => (refundId ? [refundId] : [])));
      for (const id of refunds) await applyRefundEvents(tx, id);
      const transfers = new Set(events.flatMap(({ transferId }) => (transferId ? [transferId] : [])));
      for (const state of await foldTransferEvents(tx, [...transfers])) await recordState(deps.alert, tx, state);
      return fresh;
    },

    async signals() {
      const { signals, more } = await transferSignals();
      return { signals: [...signals, ...(await microDepositSignals(deps))], more };
    },
  };
}
