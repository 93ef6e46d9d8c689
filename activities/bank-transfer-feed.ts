// The feed of micro-deposits.
import { insertBankTransferEvents } from '../db/bank-transfer-events.ts';
import type { BankTransferEvent } from '../plaid/gateway.ts';
import type { Source } from './drain.ts';
import type { Gateways } from './gateways.ts';
import { microDepositTellings } from './micro-deposit-tellings.ts';

export function bankTransferFeed(gateways: Gateways): Source<BankTransferEvent> {
  return {
    feed: 'bank-transfer',
    read: gateways.plaid.readBankTransferEvents,
    store: insertBankTransferEvents,
    tellings: () => microDepositTellings(gateways),
  };
}
