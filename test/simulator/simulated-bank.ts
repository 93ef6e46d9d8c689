// A simulated Plaid in memory, with a clock that the test sets.
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../simulator/endpoint.ts';
import { endpoints } from '../../simulator/endpoints.ts';
import { newAccount } from '../../simulator/link/accounts.ts';
import { firstPlatypus } from '../../simulator/link/institutions.ts';
import { createItem } from '../../simulator/link/items.ts';
import type { SimAccount, SimItem } from '../../simulator/link/state.ts';
import { findScenario } from '../../simulator/scenarios/index.ts';
import { initialState } from '../../simulator/state.ts';
import { strictly } from '../../simulator/strict.ts';

import type { Event, Transfer } from '../../simulator/transfer/state.ts';
import type { World } from '../../simulator/world.ts';

export type SimulatedBank = World & {
  clock: { now: Date };
  sent: { url: string; body: Record<string, unknown> }[];
};

/** The clock begins on a Thursday at noon in New York, two weeks before Thanksgiving. */
export function simulatedBank(at = '2026-11-12T17:00:00Z'): SimulatedBank {
  const clock = { now: new Date(at) };
  const sent: SimulatedBank['sent'] = [];
  return {
    state: initialState(),
    origin: 'http://127.0.0.1:3100',
    clock,
    sent,
    now: () => clock.now,
    changed: () => undefined,
    saved: async () => undefined,
    send: (url, body) => sent.push({ url, body }),
  };
}

/** Links an account of the person with this username. */
export function linkAccount(
  bank: SimulatedBank,
  username = 'user_good',
  special: Partial<SimAccount> = {},
  made: Partial<Parameters<typeof createItem>[1]> = {},
): { item: SimItem; access_token: string; account_id: string } {
  const scenario = findScenario(username);
  if (!scenario) throw new Error(`no such story: ${username}`);
  const { item } = createItem(bank, {
    scenario,
    where: { institution: firstPlatypus, account: 0 },
    client_user_id: 'onb_1',
    person: null,
    webhook: null,
    products: ['auth', 'transfer'],
    ...made,
  });
  const account = { ...newAccount({ scenario, person: null }, firstPlatypus, 0), ...special };
  item.accounts = [account];
  return { item, access_token: item.access_token, account_id: account.account_id };
}

/** Calls an endpoint as the server does, once the request has met its schema. */
export function call<Answer = Record<string, unknown>>(bank: World, path: string, body: object): Answer {
  const found: Endpoint | undefined = endpoints.find((candidate) => candidate.path === path);
  if (!found) throw new Error(`no such endpoint: ${path}`);
  return found.respond(bank, strictly(found, body)) as Answer;
}

type Linked = { access_token: string; account_id: string };

export function authorizationRequest({ access_token, account_id }: Linked, special: object = {}): object {
  return {
    access_token,
    account_id,
    type: 'debit',
    network: 'ach',
    amount: '25.00',
    ach_class: 'web',
    user: { legal_name: 'Alberta Bobbeth Charleson' },
    idempotency_key: randomUUID(),
    ...special,
  };
}

type Authorized = { authorization: { id: string; decision: string; decision_rationale: { code: string } | null } };

export function authorize(bank: World, linked: Linked, special: object = {}): Authorized['authorization'] {
  const request = authorizationRequest(linked, special);
  return call<Authorized>(bank, '/transfer/authorization/create', request).authorization;
}

export function create(bank: World, linked: Linked, authorizationId: string, special: object = {}): Transfer {
  const { access_token, account_id } = linked;
  const request = { access_token, account_id, authorization_id: authorizationId, description: 'Funding', ...special };
  return call<{ transfer: Transfer }>(bank, '/transfer/create', request).transfer;
}

/** Authorizes and creates a transfer. */
export function transfer(bank: SimulatedBank, special: object = {}, linked: Linked = linkAccount(bank)): Transfer {
  return create(bank, linked, authorize(bank, linked, special).id);
}

export function readTransfer(bank: SimulatedBank, transferId: string): Transfer {
  return call<{ transfer: Transfer }>(bank, '/transfer/get', { transfer_id: transferId }).transfer;
}

export function events(
  bank: SimulatedBank,
  afterId = 0,
  count?: number,
): { transfer_events: Event[]; has_more: boolean } {
  return call(bank, '/transfer/event/sync', { after_id: afterId, ...(count === undefined ? {} : { count }) });
}

/** Returns the statuses of a transfer with their instants, from the feed. */
export function history(bank: SimulatedBank, transferId: string): [string, string][] {
  return events(bank, 0, 500)
    .transfer_events.filter((event) => event.transfer_id === transferId && !event.event_type.includes('swept'))
    .map((event) => [event.event_type, event.timestamp]);
}
