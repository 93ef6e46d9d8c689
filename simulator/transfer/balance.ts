// Plaid's Ledger: the balances that credits and refunds are paid from, and that debits fill
// (https://plaid.com/docs/transfer/flow-of-funds).
import { randomUUID } from 'node:crypto';
import type { TransferLedgerEventListResponse, TransferLedgerGetResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError } from '../errors.ts';
import { isWithin, mostListed, newest, passes } from '../event-feed.ts';
import type { SimItem } from '../link/state.ts';
import { Refused } from '../refused.ts';
import { scenarioOf } from '../scenarios/index.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { instant, type SimLedger, type SimLedgerEvent } from './state.ts';

export const defaultLedger = 'ledger-default';

/** Returns the Ledger that pays for an Item's transfers: the client's own, or one that belongs to the story. */
export function ledgerOfItem(world: World, item: SimItem): SimLedger {
  const cents = scenarioOf(item).transfer?.ledger_cents;
  if (cents === undefined) return findLedger(world, defaultLedger);
  const { ledgers } = world.state.transfer;
  const id = `ledger-of-${item.client_user_id ?? item.item_id}`;
  ledgers[id] ??= { ledger_id: id, name: 'Of one story', available: cents, pending: 0 };
  return ledgers[id];
}

/** Plaid documents no error for an unknown Ledger: INVALID_FIELD is an assumption. */
export function findLedger({ state }: World, id: string): SimLedger {
  const found = state.transfer.ledgers[id];
  if (!found) throw invalidRequest('INVALID_FIELD', `ledger_id ${id} does not exist`);
  return found;
}

/** Plaid documents that it rejects a refund then, and no code: this one is an assumption. */
export const ledgerTooLow = () =>
  new PlaidError(400, 'TRANSFER_ERROR', 'INSUFFICIENT_FUNDS', 'the available balance of the ledger is too low');

type Booking = { available?: number; pending?: number; at: Date; description: string } & Partial<
  Pick<SimLedgerEvent, 'transfer_id' | 'refund_id' | 'sweep_id'>
>;

/** Adds the cents to the balances, and writes an event for each balance that changes. */
export function book(
  world: World,
  ledgerId: string | null | undefined,
  { available = 0, pending = 0, at, ...about }: Booking,
): void {
  const ledger = findLedger(world, ledgerId ?? defaultLedger);
  ledger.available += available;
  ledger.pending += pending;
  for (const [type, cents] of [
    ['available', available],
    ['pending', pending],
  ] as const) {
    if (cents === 0) continue;
    world.state.transfer.ledgerEvents.push({
      ...{ ledger_event_id: randomUUID(), ledger_id: ledger.ledger_id, amount: decimal(cents), type },
      ...{ transfer_id: null, refund_id: null, sweep_id: null, ...about },
      ...{ available_balance: decimal(ledger.available), pending_balance: decimal(ledger.pending) },
      timestamp: instant(at),
    });
  }
  world.changed();
}

/** A balance may be below zero, if a bank takes back a debit that was spent. */
const decimal = (cents: number): string => `${cents < 0 ? '-' : ''}${(Math.abs(cents) / 100).toFixed(2)}`;

export const getLedger = endpoint({
  path: '/transfer/ledger/get',
  request: z.strictObject({ ledger_id: z.string().min(1).nullish() }),
  respond(world, asked): Answer<TransferLedgerGetResponse> {
    const { ledger_id, name, available, pending } = findLedger(world, asked.ledger_id ?? defaultLedger);
    const balance = { available: decimal(available), pending: decimal(pending) };
    return { ledger_id, balance, name, is_default: ledger_id === defaultLedger };
  },
});

const sources = { TRANSFER: 'transfer_id', REFUND: 'refund_id', SWEEP: 'sweep_id' } as const;

export const listLedgerEvents = endpoint({
  path: '/transfer/ledger/event/list',
  request: z.strictObject({
    start_date: z.iso.datetime({ offset: true }).nullish(),
    end_date: z.iso.datetime({ offset: true }).nullish(),
    ledger_id: z.string().min(1).nullish(),
    ledger_event_id: z.string().min(1).nullish(),
    source_type: z.enum(['TRANSFER', 'SWEEP', 'REFUND']).nullish(),
    source_id: z.string().min(1).nullish(),
    count: z.int().min(1).max(mostListed).nullish(),
    offset: z.int().min(0).nullish(),
  }),
  respond(world, asked): Answer<TransferLedgerEventListResponse> {
    const idOf = (event: SimLedgerEvent) =>
      asked.source_type ? event[sources[asked.source_type]] : (event.transfer_id ?? event.refund_id ?? event.sweep_id);
    const matching = world.state.transfer.ledgerEvents.filter(
      (event) =>
        isWithin(event.timestamp, asked) &&
        passes(asked.ledger_id, event.ledger_id) &&
        passes(asked.ledger_event_id, event.ledger_event_id) &&
        (!asked.source_type || idOf(event) !== null) &&
        passes(asked.source_id, idOf(event)),
    );
    const { page, has_more } = newest(matching, asked);
    return { ledger_events: page, has_more };
  },
});

export const balanceRequest = z.strictObject({
  /** Chooses the Ledger that belongs to the story of this user. Default: the client's own. */
  client_user_id: z.string().optional(),
  /** The new available balance, a decimal with two digits. */
  available: z.string().regex(/^-?(0|[1-9]\d{0,11})\.\d{2}$/, 'must be a decimal with two digits, such as "10.00"'),
});

/** Sets a balance as if money had come from the client's bank, or had gone there. */
export function setBalance(world: World, asked: z.output<typeof balanceRequest>): object {
  const ledger = chosen(world, asked.client_user_id);
  const wanted = Number(asked.available.replace('.', ''));
  const sweep = { at: world.now(), description: 'Set by a test', sweep_id: randomUUID() };
  book(world, ledger.ledger_id, { available: wanted - ledger.available, ...sweep });
  return { ledger_id: ledger.ledger_id, available: asked.available };
}

function chosen(world: World, clientUserId: string | undefined): SimLedger {
  if (clientUserId === undefined) return findLedger(world, defaultLedger);
  const item = lookUp(world.state.link.items, userOf, clientUserId).at(-1);
  if (!item) throw new Refused(`${clientUserId} has linked no Item`);
  return ledgerOfItem(world, item);
}

const userOf = ({ client_user_id: id }: SimItem) => id;
