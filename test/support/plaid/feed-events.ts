// Events as the gateway returns them, with defaults for everything that a test does not set.
import type { BankTransferEvent, TransferEvent } from '../../../plaid/gateway.ts';

const at = new Date('2026-03-05T12:00:00Z');
export const asTheBankSays = (code: string | null) =>
  code === null ? null : { code, description: 'as the bank says' };

export const aTransferEvent = (event: Pick<TransferEvent, 'eventId'> & Partial<TransferEvent>): TransferEvent => ({
  transferId: 'transfer-1',
  accountId: null,
  type: 'posted',
  direction: null,
  amountCents: null,
  at,
  failure: null,
  refundId: null,
  sweepId: null,
  ...event,
});

export const aBankTransferEvent = (
  event: Pick<BankTransferEvent, 'eventId'> & Partial<BankTransferEvent>,
): BankTransferEvent => ({
  bankTransferId: 'bank-transfer-1',
  accountId: 'account-1',
  type: 'posted',
  direction: 'credit',
  amountCents: 1,
  currency: 'USD',
  at,
  failure: null,
  ...event,
});
