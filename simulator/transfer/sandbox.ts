// /sandbox/transfer/simulate, /sandbox/transfer/fire_webhook and /sandbox/transfer/ledger/simulate_available
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { invalidRequest } from '../errors.ts';
import { defaultLedger, findLedger } from './balance.ts';
import { findTransfer } from './find.ts';
import { fireTransferUpdate, move, settleTransfers } from './progress.ts';
import { isAch } from './requests.ts';
import type { Failure, SimTransfer, Status } from './state.ts';

const eventType = z.enum(['posted', 'settled', 'failed', 'funds_available', 'returned']);
type EventType = z.output<typeof eventType>;

/** The only moves of SandboxTransferSimulateRequest. */
const edges: Partial<Record<Status, readonly EventType[]>> = {
  pending: ['failed', 'posted'],
  posted: ['returned', 'settled'],
  settled: ['funds_available'],
};

export const simulateTransfer = endpoint({
  path: '/sandbox/transfer/simulate',
  request: z.strictObject({
    transfer_id: z.string().min(1),
    event_type: eventType,
    failure_reason: z
      .strictObject({
        failure_code: z.string().nullish(),
        ach_return_code: z.string().nullish(),
        description: z.string().optional(),
      })
      .nullish(),
    webhook: z.url().optional(),
  }),
  respond(world, asked) {
    settleTransfers(world);
    const found = findTransfer(world, asked.transfer_id);
    checkEdge(found, asked.event_type);
    const step = { status: asked.event_type, at: world.now().toISOString(), failure: failureOf(asked) };
    // The later steps of its timetable still come. A move that is not in the timetable ends the timetable.
    const position = found.plan.findIndex((planned) => planned.status === asked.event_type);
    found.plan = position < 0 ? [] : found.plan.slice(position + 1);
    move(world, found, step);
    if (asked.webhook) fireTransferUpdate(world, asked.webhook);
    return {};
  },
});

export const fireTransferWebhook = endpoint({
  path: '/sandbox/transfer/fire_webhook',
  request: z.strictObject({ webhook: z.url() }),
  respond(world, asked) {
    settleTransfers(world);
    fireTransferUpdate(world, asked.webhook);
    return {};
  },
});

/**
 * Plaid documents that pending balance becomes available, and names no event. We assume the events of the debits whose
 * money it is, because Plaid takes a URL for the webhook about events.
 */
export const simulateAvailable = endpoint({
  path: '/sandbox/transfer/ledger/simulate_available',
  request: z.strictObject({ ledger_id: z.string().min(1).nullish(), webhook: z.url().optional() }),
  respond(world, asked) {
    settleTransfers(world);
    const { ledger_id } = findLedger(world, asked.ledger_id ?? defaultLedger);
    for (const found of Object.values(world.state.transfer.transfers)) {
      const { type, status, network, ledger_id: own } = found.transfer;
      const waits = type === 'debit' && status === 'settled' && isAch(network);
      if (!waits || (own ?? defaultLedger) !== ledger_id) continue;
      found.plan = found.plan.filter((step) => step.status !== 'funds_available');
      move(world, found, { status: 'funds_available', at: world.now().toISOString(), failure: null });
    }
    if (asked.webhook) fireTransferUpdate(world, asked.webhook);
    return {};
  },
});

function checkEdge({ transfer }: SimTransfer, next: EventType): void {
  const debitOnly = next === 'funds_available' && !(transfer.type === 'debit' && isAch(transfer.network));
  if (!edges[transfer.status]?.includes(next) || debitOnly) {
    throw invalidRequest('INVALID_FIELD', `event_type ${next} is incompatible with status ${transfer.status}`);
  }
}

/** Only a return has a code (TransferFailure). */
function failureOf(asked: {
  event_type: EventType;
  failure_reason?: { [Key in keyof Failure]: Failure[Key] | undefined } | null | undefined;
}): Failure | null {
  if (asked.event_type !== 'failed' && asked.event_type !== 'returned') return null;
  const given = asked.failure_reason;
  const code = asked.event_type === 'returned' ? (given?.failure_code ?? given?.ach_return_code ?? 'R01') : null;
  return {
    failure_code: code,
    ach_return_code: code,
    description: given?.description ?? `simulated ${asked.event_type}`,
  };
}
