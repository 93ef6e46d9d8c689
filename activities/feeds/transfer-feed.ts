// The transfer feed: folds each event into its transfer, and signals the case when the transfer's standing changes.

import { recordState } from '../../cases/record-state.ts';
import { signalTransfer } from '../../cases/signal-transfer.ts';
import { markSignalled } from '../../db/feeds/feeds.ts';
import { insertTransferEvents, unsignalledTransfers } from '../../db/feeds/transfer-events.ts';
import { transaction } from '../../db/pool.ts';
import { applyRefundEvents } from '../../db/transfers/refunds.ts';
import { foldTransferEvents, type TransferState } from '../../db/transfers/transfers.ts';
import type { TransferEvent } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import type { Source } from './drain.ts';
import { microDepositSignals } from './micro-deposit-signals.ts';
import type { Signal, SignalsFound } from './signal-cases.ts';

/** As many as the events that one activity reads (pages.ts). */
const transfersPerActivity = 2_000;

export function transferFeed(deps: Deps): Source<TransferEvent> {
  const { db, plaid, cases } = deps;

  async function signal(state: TransferState, eventIds: string[]): Promise<boolean> {
    const concerned = await signalTransfer({ db, cases }, state, eventIds);
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
      if (state.standing === 'moving') moving.push(...eventIds);
      else signals.push({ onboardingId, send: () => signal(state, eventIds) });
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
