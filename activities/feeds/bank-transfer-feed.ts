// The feed of micro-deposits.
import { insertBankTransferEvents } from '../../db/feeds/bank-transfer-events.ts';
import type { BankTransferEvent } from '../../plaid/gateway.ts';
import type { Deps } from '../deps.ts';
import type { Source } from './drain.ts';
import { microDepositSignals } from './micro-deposit-signals.ts';

export function bankTransferFeed(deps: Deps): Source<BankTransferEvent> {
  return {
    feed: 'bank-transfer',
    read: deps.plaid.readBankTransferEvents,
    store: insertBankTransferEvents,
    signals: async () => ({ signals: await microDepositSignals(deps), more: false }),
  };
}
