// /transfer/create, /transfer/get, /transfer/list and /transfer/cancel
import { randomUUID } from 'node:crypto';
import type { TransferCreateResponse, TransferGetResponse, TransferListResponse } from 'plaid';
import { z } from 'zod';
import { addBankingDays } from '../banking-days.ts';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError, permissionRevoked } from '../errors.ts';
import { findAccount, findItem } from '../link/find.ts';
import type { SimAccount } from '../link/state.ts';
import { scenarioOf } from '../scenarios/index.ts';
import type { TransferStory } from '../scenarios/scenario.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { authorizationLivesMs } from './authorizations.ts';
import { defaultLedger, findLedger, ledgerTooLow } from './balance.ts';
import { findAuthorization, findTransfer } from './find.ts';
import { fireTransferUpdate, move, settleTransfers } from './progress.ts';
import { amount, cents, isAch, metadata, network } from './requests.ts';
import { instant, type SimAuthorization, type SimTransfer, type Transfer } from './state.ts';
import { storyOf, timetable } from './timetable.ts';

// The simulator refuses the deprecated fields of the request: a caller that sends one makes a mistake.
const createRequest = z.strictObject({
  access_token: z.string().min(1),
  account_id: z.string().min(1),
  authorization_id: z.string().min(1),
  description: z.string().min(1).max(15),
  amount: amount.optional(),
  metadata: metadata.nullish(),
  iso_currency_code: z.literal('USD').optional(),
});
type CreateRequest = z.output<typeof createRequest>;

export const createTransfer = endpoint({
  path: '/transfer/create',
  request: createRequest,
  respond(world, asked): Answer<TransferCreateResponse> {
    settleTransfers(world);
    const item = findItem(world, asked.access_token);
    if (item.permission_revoked) throw permissionRevoked();
    const account = findAccount(item, asked.account_id);
    const authorized = findAuthorization(world, asked.authorization_id);
    if (authorized.item_id !== item.item_id || authorized.account_id !== asked.account_id) {
      throw invalidRequest('INVALID_FIELD', 'authorization_id belongs to another account');
    }
    // The authorization is the idempotency key: a repeat gets the transfer again, also after the authorization expired.
    if (authorized.transfer_id) {
      const existing = findTransfer(world, authorized.transfer_id);
      existing.times += 1;
      world.changed();
      return { transfer: view(world, existing) };
    }
    checkAuthorization(world, authorized, asked);
    checkLedger(world, authorized, asked);
    const story = scenarioOf(item).transfer;
    const over = story?.times !== undefined && earlierOf(world, asked.account_id) >= story.times;
    const created = build(world, authorized, asked, fateOf(authorized, account, over ? settles : story));
    authorized.transfer_id = created.transfer.id;
    world.state.transfer.transfers[created.transfer.id] = created;
    move(world, created, { status: 'pending', at: world.now().toISOString(), failure: null });
    fireTransferUpdate(world);
    return { transfer: view(world, created) };
  },
});

export const getTransfer = endpoint({
  path: '/transfer/get',
  request: z
    .strictObject({ transfer_id: z.string().min(1).optional(), authorization_id: z.string().min(1).optional() })
    .refine((asked) => (asked.transfer_id === undefined) !== (asked.authorization_id === undefined), {
      message: 'exactly one of transfer_id and authorization_id is required',
    }),
  respond(world, asked): Answer<TransferGetResponse> {
    settleTransfers(world);
    const byAuthorization = world.state.transfer.authorizations[asked.authorization_id ?? '']?.transfer_id;
    return { transfer: view(world, findTransfer(world, asked.transfer_id ?? byAuthorization)) };
  },
});

export const listTransfers = endpoint({
  path: '/transfer/list',
  request: z.strictObject({
    start_date: z.iso.datetime({ offset: true }).nullish(),
    end_date: z.iso.datetime({ offset: true }).nullish(),
    count: z.int().min(1).max(25).optional(),
    offset: z.int().min(0).optional(),
  }),
  respond(world, asked): Answer<TransferListResponse> {
    settleTransfers(world);
    const since = asked.start_date ? Date.parse(asked.start_date) : Number.NEGATIVE_INFINITY;
    const until = asked.end_date ? Date.parse(asked.end_date) : Number.POSITIVE_INFINITY;
    const { count = 25, offset = 0 } = asked;
    // Plaid does not document the order.
    const found = Object.values(world.state.transfer.transfers).filter(({ transfer: { created } }) => {
      const at = Date.parse(created);
      return at >= since && at <= until;
    });
    return { transfers: found.slice(offset, offset + count).map((one) => view(world, one)) };
  },
});

export const cancelTransfer = endpoint({
  path: '/transfer/cancel',
  request: z.strictObject({ transfer_id: z.string().min(1), reason_code: z.string().optional() }),
  respond(world, asked) {
    settleTransfers(world);
    const found = findTransfer(world, asked.transfer_id);
    if (!cancellable(world, found)) {
      throw new PlaidError(400, 'TRANSFER_ERROR', 'TRANSFER_NOT_CANCELLABLE', 'transfer is not cancellable');
    }
    found.plan = [];
    move(world, found, { status: 'cancelled', at: world.now().toISOString(), failure: null });
    fireTransferUpdate(world);
    return {};
  },
});

function cancellable(world: World, found: SimTransfer): boolean {
  return (
    found.transfer.status === 'pending' &&
    found.cancellable_until !== null &&
    world.now().toISOString() < found.cancellable_until
  );
}

function view(world: World, found: SimTransfer): Transfer {
  return { ...found.transfer, cancellable: cancellable(world, found) };
}

/** Plaid does not document the codes of these errors: INVALID_FIELD is an assumption. */
function checkAuthorization(world: World, authorized: SimAuthorization, asked: CreateRequest): void {
  const { authorization } = authorized;
  if (authorization.decision !== 'approved') {
    throw invalidRequest('INVALID_FIELD', `authorization_id is ${authorization.decision}: it cannot make a transfer`);
  }
  if (authorized.cancelled) throw invalidRequest('INVALID_FIELD', 'authorization_id has been cancelled');
  if (world.now().getTime() - Date.parse(authorized.created_at) >= authorizationLivesMs) {
    throw invalidRequest('INVALID_FIELD', 'authorization_id has expired: create another authorization');
  }
  const { proposed_transfer: proposed } = authorization;
  if (asked.amount !== undefined && cents(asked.amount) > cents(proposed.amount)) {
    throw invalidRequest('INVALID_FIELD', `amount is more than the authorized ${proposed.amount}`);
  }
  if (isAch(proposed.network) && asked.description.length > 10) {
    throw invalidRequest('INVALID_FIELD', 'description must be at most 10 characters on an ACH network');
  }
}

/** Other credits may have used up the balance since the authorization. Plaid documents no code: it is an assumption. */
function checkLedger(world: World, { authorization }: SimAuthorization, asked: CreateRequest): void {
  const { type, amount: authorized, ledger_id: id } = authorization.proposed_transfer;
  if (type === 'debit' || cents(asked.amount ?? authorized) <= findLedger(world, id ?? defaultLedger).available) return;
  throw ledgerTooLow();
}

/** The bank returns money that goes to numbers which it has changed since. */
const fateOf = (authorized: SimAuthorization, account: SimAccount, story: TransferStory | undefined) =>
  authorized.account_number === account.account_number ? story : noSuchAccount;

const earlierOf = ({ state }: World, accountId: string): number =>
  lookUp(state.transfer.transfers, accountOf, accountId).length;

const accountOf = ({ transfer }: SimTransfer) => transfer.account_id ?? null;

const settles: TransferStory = { ends: 'settles' };
const noSuchAccount: TransferStory = { ends: 'returns', return_code: 'R03', return_after: 'settled' };

function build(
  world: World,
  authorized: SimAuthorization,
  asked: CreateRequest,
  story: TransferStory | undefined,
): SimTransfer {
  const { proposed_transfer: proposed, id: authorizationId } = authorized.authorization;
  const now = world.now();
  const full = asked.amount ?? proposed.amount;
  const times = timetable({ network: network.parse(proposed.network), type: proposed.type }, now, storyOf(full, story));
  const ach = isAch(times.network);
  return {
    transfer: {
      id: randomUUID(),
      authorization_id: authorizationId,
      ...(proposed.ach_class ? { ach_class: proposed.ach_class } : {}),
      account_id: asked.account_id,
      funding_account_id: null,
      ledger_id: proposed.ledger_id ?? null,
      type: proposed.type,
      user: proposed.user,
      amount: full,
      description: asked.description,
      created: instant(now),
      status: 'pending',
      sweep_status: null,
      network: times.network,
      wire_details: null,
      failure_reason: null,
      metadata: asked.metadata ?? null,
      origination_account_id: '',
      guarantee_decision: null,
      guarantee_decision_rationale: null,
      iso_currency_code: 'USD',
      standard_return_window: ach ? addBankingDays(times.settlementDate, 3) : null,
      unauthorized_return_window: ach ? addBankingDays(times.settlementDate, 61) : null,
      expected_settlement_date: times.settlementDate,
      expected_funds_available_date: times.fundsAvailableDate,
      originator_client_id: null,
      refunds: [],
      recurring_transfer_id: null,
      credit_funds_source: null,
      network_trace_id: null,
    },
    item_id: authorized.item_id,
    cancellable_until: times.network === 'rtp' ? null : times.submittedAt.toISOString(),
    plan: times.plan,
    times: 1,
  };
}
