// Moves micro-deposits and writes what happens into their feed.
import { randomUUID } from 'node:crypto';
import { nextEventId } from '../event-feed.ts';
import { fireTransferUpdate, writeTransferEvent } from '../transfer/progress.ts';
import { instant } from '../transfer/state.ts';
import type { World } from '../world.ts';
import type { Failure, FeedOfDeposits, SimBankTransfer, Status } from './state.ts';

/** SandboxBankTransferSimulateRequest; that only a pending one can be cancelled is an assumption. */
export const edges: Partial<Record<Status, readonly Status[]>> = {
  pending: ['failed', 'posted', 'cancelled'],
  posted: ['reversed'],
};

/** Plaid sends the account a micro-deposit: pending at first, of which no webhook tells. */
export function sendMicroDeposit(world: World, accountId: string, feed: FeedOfDeposits = 'bank-transfer') {
  // One cent, as both kinds of micro-deposits that Plaid has: https://plaid.com/docs/auth/coverage/same-day/
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

/** The account's newest micro-deposit moves, and the Dashboard's webhook URL hears of it. */
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
  return Object.values(world.state.bankTransfer.transfers).findLast(({ account_id }) => account_id === accountId);
}

/** Changes its state and writes the event, without a word to anyone. The reason counts where there has to be one. */
export function moveBankTransfer(world: World, moving: SimBankTransfer, status: Status, reason: Failure): void {
  moving.status = status;
  writeEvent(world, moving, failureOf(status, reason));
}

/** "A return code will be provided if and only if the transfer status is `reversed`" (BankTransferFailure). */
function failureOf(status: Status, reason: Failure): Failure | null {
  if (status !== 'failed' && status !== 'reversed') return null;
  return { ...reason, ach_return_code: status === 'reversed' ? (reason.ach_return_code ?? 'R03') : null };
}

/** Tells the Dashboard's webhook URL, or another, that the feed has news. The body is always the same. */
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

/** As a transfer whose id the client has never seen. */
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
