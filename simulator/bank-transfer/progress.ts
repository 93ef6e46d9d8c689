// Moves micro-deposits and writes the events into their feed.
import { randomUUID } from 'node:crypto';
import { nextEventId } from '../event-feed.ts';
import { lookUp } from '../store/look-up.ts';
import { fireTransferUpdate, writeTransferEvent } from '../transfer/progress.ts';
import { instant } from '../transfer/state.ts';
import type { World } from '../world.ts';
import type { Failure, FeedOfDeposits, SimBankTransfer, Status } from './state.ts';

/** SandboxBankTransferSimulateRequest. It is an assumption that only a pending deposit can be cancelled. */
export const edges: Partial<Record<Status, readonly Status[]>> = {
  pending: ['failed', 'posted', 'cancelled'],
  posted: ['reversed'],
};

/** Sends the account a micro-deposit. It is pending at first, and Plaid sends no webhook about that. */
export function sendMicroDeposit(world: World, accountId: string, feed: FeedOfDeposits = 'bank-transfer') {
  // Plaid's micro-deposits of both kinds are one cent: https://plaid.com/docs/auth/coverage/same-day/
  const sent: SimBankTransfer = {
    id: randomUUID(),
    account_id: accountId,
    type: 'credit',
    amount: '0.01',
    status: 'pending',
    feed,
  };
  world.state.bankTransfer.transfers[sent.id] = sent;
  writeEvent(world, sent, null);
  return sent;
}

/** Moves the account's newest micro-deposit, and notifies the Dashboard's webhook URL. */
export function microDepositMoves(
  world: World,
  accountId: string,
  status: Exclude<Status, 'pending'>,
  returnCode: string | null = null,
): SimBankTransfer {
  const newest = newestMicroDeposit(world, accountId);
  if (!newest) throw new Error(`account ${accountId} has no micro-deposit that could be ${status}`);
  moveBankTransfer(world, newest, status, { ach_return_code: returnCode, description: `The deposit was ${status}` });
  if (newest.feed === 'transfer') fireTransferUpdate(world);
  else fireBankTransferUpdate(world);
  return newest;
}

export function newestMicroDeposit(world: World, accountId: string): SimBankTransfer | undefined {
  return lookUp(world.state.bankTransfer.transfers, accountOf, accountId).at(-1);
}

const accountOf = ({ account_id }: SimBankTransfer) => account_id;

/** Changes the status and writes the event, but sends no webhook. Only `failed` and `reversed` use the reason. */
export function moveBankTransfer(world: World, moving: SimBankTransfer, status: Status, reason: Failure): void {
  moving.status = status;
  writeEvent(world, moving, failureOf(status, reason));
}

/** "A return code will be provided if and only if the transfer status is `reversed`" (BankTransferFailure). */
function failureOf(status: Status, reason: Failure): Failure | null {
  if (status !== 'failed' && status !== 'reversed') return null;
  return { ...reason, ach_return_code: status === 'reversed' ? (reason.ach_return_code ?? 'R03') : null };
}

/** Notifies the Dashboard's webhook URL, or `url`, that the feed has new events. The body never changes. */
export function fireBankTransferUpdate(world: World, url: string | null = world.state.webhooks.dashboardUrl): void {
  if (url) world.send(url, { webhook_type: 'BANK_TRANSFERS', webhook_code: 'BANK_TRANSFERS_EVENTS_UPDATE' });
}

function writeEvent(world: World, moved: SimBankTransfer, failure: Failure | null): void {
  if (moved.feed === 'transfer') writeToTransferFeed(world, moved, failure);
  else writeToOwnFeed(world, moved, failure);
  world.changed();
}

function writeToOwnFeed(world: World, moved: SimBankTransfer, failure: Failure | null): void {
  const { bankTransfer: state } = world.state;
  state.lastEventId = nextEventId(state.lastEventId);
  state.events.push({
    event_id: state.lastEventId,
    timestamp: instant(world.now()),
    event_type: moved.status,
    account_id: moved.account_id,
    bank_transfer_id: moved.id,
    origination_account_id: null,
    bank_transfer_type: moved.type,
    bank_transfer_amount: moved.amount,
    bank_transfer_iso_currency_code: 'USD',
    failure_reason: failure,
    direction: 'outbound',
    receiver_details: null,
  });
}

/** The caller sees the deposit there as a transfer whose id it does not know. */
function writeToTransferFeed(world: World, moved: SimBankTransfer, failure: Failure | null): void {
  const code = failure?.ach_return_code ?? null;
  writeTransferEvent(world, world.now(), {
    event_type: moved.status === 'reversed' ? 'returned' : moved.status,
    transfer_id: moved.id,
    account_id: moved.account_id,
    transfer_type: moved.type,
    transfer_amount: moved.amount,
    failure_reason: failure && { failure_code: code, ach_return_code: code, description: failure.description ?? '' },
  });
}
