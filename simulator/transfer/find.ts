// Finds the authorization, the transfer or the refund that a request names.
import { invalidRequest, PlaidError } from '../errors.ts';
import type { World } from '../world.ts';
import type { SimAuthorization, SimRefund, SimTransfer } from './state.ts';

export function findAuthorization({ state }: World, id: string): SimAuthorization {
  const found = state.transfer.authorizations[id];
  if (!found) throw invalidRequest('INVALID_FIELD', `authorization_id ${id} does not exist`);
  return found;
}

/** Plaid documents only that the status is 404 (TransferGetRequest); the code is an assumption. */
export function findTransfer({ state }: World, id: string | null | undefined): SimTransfer {
  const found = state.transfer.transfers[id ?? ''];
  if (!found) throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching transfer');
  return found;
}

export function findRefund({ state }: World, id: string): SimRefund {
  const found = state.transfer.refunds[id];
  if (!found) throw new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', 'could not find matching refund');
  return found;
}
