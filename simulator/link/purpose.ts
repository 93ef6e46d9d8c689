// Decides what a Link token is for.
import { offered } from '../auth/methods.ts';
import { invalidRequest } from '../errors.ts';
import { paymentPurpose } from '../payment/link.ts';
import { incomePurpose } from '../reports/income-link.ts';
import { findAuthorization } from '../transfer/find.ts';
import type { World } from '../world.ts';
import type { CreateRequest } from './create-request.ts';
import { findItem } from './find.ts';
import type { LinkPurpose } from './state.ts';
import { noProduct } from './token-rules.ts';

export const purposeOf = (world: World, asked: CreateRequest): LinkPurpose =>
  paymentPurpose(world, asked) ??
  incomePurpose(world, asked) ??
  authorizationPurpose(world, asked) ??
  updatePurpose(world, asked) ??
  newItemPurpose(asked);

function authorizationPurpose(world: World, { transfer, access_token }: CreateRequest): LinkPurpose | null {
  if (!transfer) return null;
  if (access_token) {
    throw invalidRequest('INVALID_FIELD', 'access_token must not be set together with transfer.authorization_id');
  }
  const { authorization } = findAuthorization(world, transfer.authorization_id);
  if (authorization.decision !== 'user_action_required') {
    throw invalidRequest('INVALID_FIELD', 'transfer.authorization_id needs no action of the user');
  }
  return { mode: 'authorization', authorization_id: authorization.id };
}

function updatePurpose(world: World, asked: CreateRequest): LinkPurpose | null {
  if (!asked.access_token) return null;
  if (asked.products?.length) {
    throw invalidRequest('INVALID_FIELD', 'products must not be set when access_token is: Link opens in update mode');
  }
  const { item_id } = findItem(world, asked.access_token);
  const choose = asked.update?.account_selection_enabled ?? false;
  return { mode: 'update', item_id, choose, consent: asked.additional_consented_products ?? [] };
}

function newItemPurpose(asked: CreateRequest): LinkPurpose {
  const products = asked.products ?? [];
  if (asked.update) throw invalidRequest('INVALID_FIELD', 'update must not be set without access_token');
  if (products.length === 0) throw noProduct();
  const more = [asked.required_if_supported_products, asked.optional_products].flatMap((list) => list ?? []);
  return {
    mode: 'new',
    products: [...new Set([...products, ...more])],
    consented: asked.additional_consented_products ?? [],
    methods: offered(products, asked.auth),
  };
}
