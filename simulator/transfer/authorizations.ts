// /transfer/authorization/create and /transfer/authorization/cancel
import { randomUUID } from 'node:crypto';
import type { TransferAuthorizationCreateResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { invalidRequest, PlaidError, permissionRevoked } from '../errors.ts';
import { findAccount, findItem, needConsent } from '../link/find.ts';
import type { SimAccount, SimItem } from '../link/state.ts';
import { scenarioOf } from '../scenarios/index.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { findLedger, ledgerOfItem } from './balance.ts';
import { decide } from './decision.ts';
import { findAuthorization } from './find.ts';
import {
  achClass,
  amount,
  cents,
  device,
  idempotencyKey,
  isAch,
  type Network,
  network,
  type,
  user,
} from './requests.ts';
import { instant, type SimAuthorization } from './state.ts';

const request = z.strictObject({
  access_token: z.string().min(1),
  account_id: z.string().min(1),
  type,
  network,
  amount,
  ach_class: achClass.optional(),
  user,
  device: device.optional(),
  iso_currency_code: z.literal('USD').optional(),
  idempotency_key: idempotencyKey.nullish(),
  user_present: z.boolean().nullish(),
  ledger_id: z.string().nullish(),
  ruleset_key: z.string().min(1).nullish(),
});
type Request = z.output<typeof request>;

const hour = 3_600_000;
/** TransferAuthorizationIdempotencyKey. Later, the key makes a new authorization. */
const keyLivesMs = 48 * hour;
/** Plaid's default, https://plaid.com/docs/api/products/transfer/initiating-transfers/ */
export const authorizationLivesMs = hour;

/** Cents; https://plaid.com/docs/errors/transfer/#transfer_network_limit_exceeded */
const limits: Record<Network, number> = {
  ach: 10_000_000_00,
  'same-day-ach': 1_000_000_00,
  rtp: 1_000_000_00,
  wire: 999_999_99,
};

/** OpenAPI's list; Plaid's table of SEC codes leaves `ppd` debits out. */
const achClasses = { debit: ['ccd', 'ppd', 'tel', 'web'], credit: ['ccd', 'ppd'] };

export const createAuthorization = endpoint({
  path: '/transfer/authorization/create',
  request,
  respond(world, asked): Answer<TransferAuthorizationCreateResponse> {
    const item = findItem(world, asked.access_token);
    needConsent(item, 'transfer');
    if (item.permission_revoked) throw permissionRevoked();
    const account = findAccount(item, asked.account_id);
    checkRail(asked, account);
    const earlier = heldByKey(world, asked);
    if (earlier) {
      earlier.times += 1;
      world.changed();
      return { authorization: earlier.authorization };
    }
    const ledger = asked.ledger_id ? findLedger(world, asked.ledger_id) : ledgerOfItem(world, item);
    const answer = decide(item, account, {
      type: asked.type,
      network: asked.network,
      amountCents: cents(asked.amount),
      ledgerAvailable: ledger.available,
      ruleset: asked.ruleset_key,
      now: world.now(),
      repaired: () => wasRepaired(world, asked.account_id),
    });
    const stored = store(world, item, account, asked, { ...answer, ledger_id: ledger.ledger_id });
    return { authorization: stored.authorization };
  },
});

/** Plaid documents no error for an authorization that has made a transfer: INVALID_FIELD is an assumption. */
export const cancelAuthorization = endpoint({
  path: '/transfer/authorization/cancel',
  request: z.strictObject({ authorization_id: z.string().min(1) }),
  respond(world, asked) {
    const found = findAuthorization(world, asked.authorization_id);
    if (found.transfer_id) throw invalidRequest('INVALID_FIELD', 'authorization_id has been used for a transfer');
    found.cancelled = true;
    world.changed();
    return {};
  },
});

/** The person has finished Link for this authorization. The caller then asks for another one. */
export function repairAuthorization(world: World, authorizationId: string): void {
  const found = findAuthorization(world, authorizationId);
  found.repaired = true;
  const item = world.state.link.items[found.item_id];
  if (item) item.login_required = false;
  world.changed();
}

function wasRepaired(world: World, accountId: string): boolean {
  const { authorizations } = world.state.transfer;
  return lookUp(authorizations, repairedAccount, accountId).length > 0;
}

const repairedAccount = ({ repaired, account_id }: SimAuthorization) => (repaired ? account_id : null);

function checkRail(asked: Request, account: SimAccount): void {
  if (isAch(asked.network)) {
    if (!asked.ach_class)
      throw invalidRequest('MISSING_FIELDS', 'ach_class is required for transfers on an ACH network');
    if (!achClasses[asked.type].includes(asked.ach_class)) {
      throw new PlaidError(400, 'TRANSFER_ERROR', 'TRANSFER_FORBIDDEN_ACH_CLASS', 'specified ach_class is forbidden');
    }
  } else if (asked.type === 'debit') {
    throw invalidRequest('INVALID_FIELD', `network ${asked.network} supports credits only`);
  } else if (asked.network === 'rtp' && !account.rtp) {
    throw invalidRequest(
      'INVALID_FIELD',
      'network rtp is not supported by the institution: see /transfer/capabilities/get',
    );
  }
  const limit = limits[asked.network];
  if (cents(asked.amount) > limit) {
    const most = (limit / 100).toFixed(2);
    const message = `${asked.network} transaction amount cannot exceed ${most}`;
    throw new PlaidError(400, 'TRANSFER_ERROR', 'TRANSFER_NETWORK_LIMIT_EXCEEDED', message);
  }
}

/** Null when the key makes a new authorization. After `user_action_required` it always does. */
function heldByKey(world: World, asked: Request): SimAuthorization | null {
  const key = asked.idempotency_key;
  if (!key) return null;
  const found = world.state.transfer.authorizations[world.state.transfer.keys[key] ?? ''];
  if (!found || found.authorization.decision === 'user_action_required') return null;
  if (world.now().getTime() - Date.parse(found.created_at) >= keyLivesMs) return null;
  if (found.request !== fingerprint(asked)) {
    // Plaid does not document this case; answering with another request's authorization would hide a mistake.
    throw invalidRequest('INVALID_FIELD', 'idempotency_key was used before with a different request');
  }
  return found;
}

function store(
  world: World,
  item: SimItem,
  account: SimAccount,
  asked: Request,
  {
    ledger_id,
    ...answer
  }: Pick<SimAuthorization['authorization'], 'decision' | 'decision_rationale'> & {
    ledger_id: string;
  },
): SimAuthorization {
  const { transfer: state } = world.state;
  const now = world.now();
  const id = randomUUID();
  const stored: SimAuthorization = {
    authorization: {
      id,
      created: instant(now),
      ...answer,
      guarantee_decision: null,
      guarantee_decision_rationale: null,
      payment_risk: asked.type === 'debit' ? (scenarioOf(item).transfer?.risk ?? null) : null,
      proposed_transfer: { ...proposedTransfer(asked), ledger_id },
    },
    item_id: item.item_id,
    account_id: account.account_id,
    account_number: account.account_number,
    idempotency_key: asked.idempotency_key ?? null,
    request: fingerprint(asked),
    created_at: now.toISOString(),
    times: 1,
    repaired: false,
    cancelled: false,
    transfer_id: null,
  };
  state.authorizations[id] = stored;
  if (stored.idempotency_key) state.keys[stored.idempotency_key] = id;
  world.changed();
  return stored;
}

function proposedTransfer(asked: Request): Omit<ProposedTransfer, 'ledger_id'> {
  const { user: person } = asked;
  const address = person.address && {
    street: person.address.street ?? null,
    city: person.address.city ?? null,
    region: person.address.region ?? null,
    postal_code: person.address.postal_code ?? null,
    country: person.address.country ?? null,
  };
  return {
    ...(asked.ach_class ? { ach_class: asked.ach_class } : {}),
    account_id: asked.account_id,
    funding_account_id: null,
    type: asked.type,
    user: {
      legal_name: person.legal_name,
      phone_number: person.phone_number ?? null,
      email_address: person.email_address ?? null,
      address: address ?? null,
    },
    amount: asked.amount,
    requested_amount: asked.amount,
    network: asked.network,
    wire_details: null,
    origination_account_id: '',
    iso_currency_code: 'USD',
    originator_client_id: null,
    credit_funds_source: null,
  };
}

type ProposedTransfer = SimAuthorization['authorization']['proposed_transfer'];

/** Field order is the schema's, so equal requests give equal text. */
function fingerprint(asked: Request): string {
  return JSON.stringify(asked);
}
