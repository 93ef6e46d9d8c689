// Moves transfers and refunds along their timetables, and writes the events into the feed.
import { randomUUID } from 'node:crypto';
import { nextEventId } from '../event-feed.ts';
import { dueBy, lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { book } from './balance.ts';
import { cents } from './requests.ts';
import {
  type Event,
  instant,
  type RefundStatus,
  type SimRefund,
  type SimTransfer,
  type Status,
  type Step,
} from './state.ts';

/** Takes every step that is due by the simulated clock, in the order of time. Safe to call at any moment. */
export function settleTransfers(world: World): void {
  const now = world.now().toISOString();
  const { transfers, refunds } = world.state.transfer;
  const due = [
    ...dueBy(transfers, now, nextStep).flatMap((moving) =>
      dueOf(moving.plan, now).map((step) => ({ at: step.at, plan: moving.plan, go: () => move(world, moving, step) })),
    ),
    ...dueBy(refunds, now, nextStep).flatMap((moving) =>
      dueOf(moving.plan, now).map(({ at, status, failure }) => ({
        ...{ at, plan: moving.plan },
        // A step of this loop may have cancelled the refund, and with it its plan.
        go: () => moving.refund.status !== 'cancelled' && moveRefund(world, moving, { at, status, failure }),
      })),
    ),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (due.length === 0) return;
  for (const { plan, go } of due) {
    plan.shift();
    go();
  }
  fireTransferUpdate(world);
}

const nextStep = ({ plan }: { plan: { at: string }[] }) => plan[0]?.at ?? null;

const dueOf = <S extends { at: string }>(plan: S[], now: string): S[] => plan.filter(({ at }) => at <= now);

/** Gives the transfer its new status, and writes its event and the events that follow from it. */
export function move(world: World, moving: SimTransfer, step: Step): void {
  const { transfer } = moving;
  const at = new Date(step.at);
  bookTransfer(world, transfer, step.status, at);
  if (step.status === 'returned' && transfer.status !== 'funds_available') {
    transfer.expected_funds_available_date = null;
  }
  transfer.status = step.status;
  transfer.failure_reason = step.failure;
  if (step.status === 'posted') transfer.network_trace_id = traceId(transfer.id);
  writeTransferEvent(world, at, ofTransfer(moving, step.status));
  if (transfer.type === 'debit' && step.status === 'settled') sweep(world, moving, at, 'swept', transfer.amount);
  if (transfer.type === 'debit' && step.status === 'returned' && transfer.sweep_status === 'swept') {
    sweep(world, moving, at, 'return_swept', `-${transfer.amount}`);
  }
  // Plaid cancels a refund that it has not sent yet. A refund that it has sent means that the money was paid twice.
  if (['returned', 'failed', 'cancelled'].includes(step.status)) callOffRefunds(world, moving, step.at);
  world.changed();
}

/** Books the money that a move of the transfer brings into the Ledger, or takes from it. The status is the old one. */
function bookTransfer(world: World, transfer: SimTransfer['transfer'], next: Status, at: Date): void {
  const amount = cents(transfer.amount);
  const about = { at, transfer_id: transfer.id, description: `${transfer.type} ${next}` };
  const over = ['failed', 'cancelled', 'returned'].includes(next);
  if (transfer.type === 'credit') {
    if (next === 'pending' || over) book(world, transfer.ledger_id, { ...about, available: over ? amount : -amount });
  } else if (next === 'pending') {
    book(world, transfer.ledger_id, { ...about, pending: amount });
  } else if (next === 'funds_available') {
    book(world, transfer.ledger_id, { ...about, available: amount, pending: -amount });
  } else if (over) {
    const balance = transfer.status === 'funds_available' ? 'available' : 'pending';
    book(world, transfer.ledger_id, { ...about, [balance]: -amount });
  }
}

function callOffRefunds(world: World, { transfer }: SimTransfer, at: string): void {
  for (const moving of lookUp(world.state.transfer.refunds, refundedTransfer, transfer.id)) {
    if (moving.refund.status !== 'pending') continue;
    moveRefund(world, moving, { status: 'cancelled', at, failure: null });
  }
}

const refundedTransfer = ({ refund }: SimRefund) => refund.transfer_id;

/** Gives the refund its new status, and writes the event under the id of the refunded transfer. */
export function moveRefund(
  world: World,
  moving: SimRefund,
  step: { status: RefundStatus; at: string; failure: Step['failure'] },
): void {
  const { refund } = moving;
  const found = world.state.transfer.transfers[refund.transfer_id];
  if (!found) throw new Error(`refund ${refund.id} has no transfer`);
  const over = ['cancelled', 'failed', 'returned'].includes(step.status);
  if (step.status === 'pending' || over) {
    const amount = cents(refund.amount);
    const about = { at: new Date(step.at), refund_id: refund.id, description: `refund ${step.status}` };
    book(world, refund.ledger_id, { ...about, available: over ? amount : -amount });
  }
  refund.status = step.status;
  refund.failure_reason = step.failure;
  if (step.status === 'cancelled') moving.plan = [];
  found.transfer.refunds = found.transfer.refunds.map((one) => (one.id === refund.id ? { ...refund } : one));
  writeTransferEvent(world, new Date(step.at), {
    ...ofTransfer(found, `refund.${step.status}`),
    refund_id: refund.id,
    failure_reason: step.failure,
  });
  world.changed();
}

/** Notifies the Dashboard's webhook URL, or `url`, that the feed has new events. The body never changes. */
export function fireTransferUpdate(world: World, url: string | null = world.state.webhooks.dashboardUrl): void {
  if (url) world.send(url, { webhook_type: 'TRANSFER', webhook_code: 'TRANSFER_EVENTS_UPDATE' });
}

/**
 * Writes the events of the money on its way to the caller's own account. They do not change the transfer's status, and
 * `sweep.*` have an empty transfer id (TransferEventType), so a reader of the feed must skip them.
 */
function sweep(world: World, { transfer }: SimTransfer, at: Date, type: 'swept' | 'return_swept', amount: string) {
  const sweepId = randomUUID();
  transfer.sweep_status = type;
  const swept = { sweep_id: sweepId, sweep_amount: amount };
  writeTransferEvent(world, at, { ...ofTransfer({ transfer }, type), ...swept, failure_reason: null });
  writeTransferEvent(world, at, { event_type: 'sweep.pending', transfer_id: '', failure_reason: null, ...swept });
}

function ofTransfer({ transfer }: Pick<SimTransfer, 'transfer'>, type: Event['event_type']): NewEvent {
  return {
    event_type: type,
    transfer_id: transfer.id,
    ...(transfer.account_id === undefined ? {} : { account_id: transfer.account_id }),
    transfer_type: transfer.type,
    transfer_amount: transfer.amount,
    failure_reason: transfer.failure_reason,
  };
}

type NewEvent = Pick<Event, 'event_type' | 'transfer_id' | 'failure_reason'> & Partial<Event>;

export function writeTransferEvent(world: World, at: Date, event: NewEvent): void {
  const { transfer: state } = world.state;
  state.lastEventId = nextEventId(state.lastEventId);
  state.events.push({
    event_id: state.lastEventId,
    timestamp: instant(at),
    funding_account_id: null,
    ledger_id: null,
    origination_account_id: '',
    sweep_id: null,
    sweep_amount: null,
    refund_id: null,
    originator_client_id: null,
    intent_id: null,
    ...event,
  });
}

/** Returns fifteen digits, as in an ACH trace number. */
function traceId(transferId: string): string {
  return BigInt(`0x${transferId.replaceAll('-', '')}`)
    .toString()
    .slice(0, 15);
}
