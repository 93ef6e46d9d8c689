// /transfer/refund/create, /transfer/refund/get, /transfer/refund/cancel and /sandbox/transfer/refund/simulate
import { randomUUID } from 'node:crypto';
import type { TransferRefundCreateResponse, TransferRefundGetResponse } from 'plaid';
import { z } from 'zod';
import { addBankingDays, easternDate, easternInstant } from '../banking-days.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';
import { scenarioOf } from '../scenarios/index.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { defaultLedger, findLedger, ledgerTooLow } from './balance.ts';
import { findRefund, findTransfer } from './find.ts';
import { fireTransferUpdate, moveRefund, settleTransfers } from './progress.ts';
import { amount, cents, idempotencyKey } from './requests.ts';
import { instant, type RefundStatus, type SimRefund, type SimTransfer } from './state.ts';
import { nextCutOff } from './timetable.ts';

const createRequest = z.strictObject({ transfer_id: z.string().min(1), amount, idempotency_key: idempotencyKey });
type CreateRequest = z.output<typeof createRequest>;

const day = 86_400_000;

export const createRefund = endpoint({
  path: '/transfer/refund/create',
  request: createRequest,
  respond(world, asked): Answer<TransferRefundCreateResponse> {
    settleTransfers(world);
    const { refunds } = world.state.transfer;
    const [earlier] = lookUp(refunds, keyOf, asked.idempotency_key);
    if (earlier) {
      const { refund } = earlier;
      if (refund.transfer_id !== asked.transfer_id || refund.amount !== asked.amount) {
        throw invalidRequest('INVALID_FIELD', 'idempotency_key was used before with a different request');
      }
      earlier.times += 1;
      world.changed();
      return { refund };
    }
    const found = findTransfer(world, asked.transfer_id);
    checkRefund(world, found, asked);
    const created = build(world, found, asked);
    refunds[created.refund.id] = created;
    found.transfer.refunds.push({ ...created.refund });
    moveRefund(world, created, { status: 'pending', at: world.now().toISOString(), failure: null });
    fireTransferUpdate(world);
    return { refund: created.refund };
  },
});

const keyOf = ({ idempotency_key }: SimRefund) => idempotency_key;

export const getRefund = endpoint({
  path: '/transfer/refund/get',
  request: z.strictObject({ refund_id: z.string().min(1) }),
  respond(world, asked): Answer<TransferRefundGetResponse> {
    settleTransfers(world);
    return { refund: findRefund(world, asked.refund_id).refund };
  },
});

export const cancelRefund = endpoint({
  path: '/transfer/refund/cancel',
  request: z.strictObject({ refund_id: z.string().min(1) }),
  respond(world, asked) {
    settleTransfers(world);
    const found = findRefund(world, asked.refund_id);
    if (found.refund.status !== 'pending') {
      throw new PlaidError(400, 'TRANSFER_ERROR', 'TRANSFER_NOT_CANCELLABLE', 'refund is not cancellable');
    }
    moveRefund(world, found, { status: 'cancelled', at: world.now().toISOString(), failure: null });
    fireTransferUpdate(world);
    return {};
  },
});

/** The only moves of SandboxTransferRefundSimulateRequest. */
const edges: Partial<Record<RefundStatus, readonly RefundStatus[]>> = {
  pending: ['failed', 'posted'],
  posted: ['returned', 'settled'],
};

export const simulateRefund = endpoint({
  path: '/sandbox/transfer/refund/simulate',
  request: z.strictObject({
    refund_id: z.string().min(1),
    event_type: z.enum(['refund.posted', 'refund.settled', 'refund.failed', 'refund.returned']),
    webhook: z.url().optional(),
  }),
  respond(world, asked) {
    settleTransfers(world);
    const found = findRefund(world, asked.refund_id);
    const status = asked.event_type.slice('refund.'.length) as RefundStatus;
    const { transfer } = findTransfer(world, found.refund.transfer_id);
    const tooEarly = status === 'posted' && !['settled', 'funds_available'].includes(transfer.status);
    if (!edges[found.refund.status]?.includes(status) || tooEarly) {
      throw invalidRequest('INVALID_FIELD', `${asked.event_type} is incompatible with status ${found.refund.status}`);
    }
    const position = found.plan.findIndex((planned) => planned.status === status);
    found.plan = position < 0 ? [] : found.plan.slice(position + 1);
    moveRefund(world, found, { status, at: world.now().toISOString(), failure: failureOf(status) });
    if (asked.webhook) fireTransferUpdate(world, asked.webhook);
    return {};
  },
});

/** Plaid does not document the error codes: they are assumptions. */
function checkRefund(world: World, { transfer, item_id }: SimTransfer, asked: CreateRequest): void {
  if (transfer.type !== 'debit') throw invalidRequest('INVALID_FIELD', 'only debit transfers can be refunded');
  if (['failed', 'cancelled', 'returned'].includes(transfer.status)) {
    throw invalidRequest('INVALID_FIELD', `a transfer that is ${transfer.status} cannot be refunded`);
  }
  if (world.now().getTime() - Date.parse(transfer.created) > 180 * day) {
    throw invalidRequest('INVALID_FIELD', 'the transfer was initiated more than 180 days ago');
  }
  const gone: readonly RefundStatus[] = ['failed', 'cancelled', 'returned'];
  const refunded = transfer.refunds.reduce(
    (sum, one) => sum + (gone.includes(one.status) ? 0 : cents(one.amount)),
    cents(asked.amount),
  );
  if (refunded > cents(transfer.amount)) {
    throw invalidRequest('INVALID_FIELD', `refunds would be more than the transfer's ${transfer.amount}`);
  }
  const item = world.state.link.items[item_id];
  const refused = item && scenarioOf(item).transfer?.refund === 'refused';
  const { available } = findLedger(world, transfer.ledger_id ?? defaultLedger);
  if (refused || cents(asked.amount) > available) throw ledgerTooLow();
}

/** The refund leaves at the first cut-off after the transfer has settled, and arrives on the next banking day. */
function build(world: World, { transfer, item_id }: SimTransfer, asked: CreateRequest): SimRefund {
  const now = world.now();
  const settledAt = easternInstant(transfer.expected_settlement_date ?? easternDate(now), '08:30');
  const postedAt = nextCutOff('ach', new Date(Math.max(settledAt.getTime(), now.getTime())));
  const settles = easternInstant(addBankingDays(easternDate(postedAt), 1), '08:30');
  const item = world.state.link.items[item_id];
  const ends = item && scenarioOf(item).transfer?.refund;
  const step = (status: RefundStatus, at: Date) => ({ status, at: at.toISOString(), failure: failureOf(status) });
  return {
    refund: {
      id: randomUUID(),
      transfer_id: transfer.id,
      amount: asked.amount,
      status: 'pending',
      failure_reason: null,
      ledger_id: transfer.ledger_id ?? null,
      created: instant(now),
      network_trace_id: null,
    },
    idempotency_key: asked.idempotency_key,
    plan:
      ends === 'fails'
        ? [step('failed', postedAt)]
        : [step('posted', postedAt), step(ends === 'returns' ? 'returned' : 'settled', settles)],
    times: 1,
  };
}

function failureOf(status: RefundStatus) {
  if (status === 'failed') return { failure_code: null, ach_return_code: null, description: 'The refund failed.' };
  if (status !== 'returned') return null;
  return { failure_code: 'R03', ach_return_code: 'R03', description: 'No account or unable to locate account' };
}
