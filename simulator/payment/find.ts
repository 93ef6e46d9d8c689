// Finds the recipient, the payment or the refund that a request names.
import { PlaidError } from '../errors.ts';
import type { World } from '../world.ts';
import type { Refund, SimPayment, SimRecipient } from './state.ts';

/** Plaid does not document the code of these errors: NOT_FOUND is an assumption. */
const notFound = (what: string) => new PlaidError(404, 'INVALID_REQUEST', 'NOT_FOUND', `could not find ${what}`);

export function findRecipient({ state }: World, id: string): SimRecipient {
  const found = state.payment.recipients[id];
  if (!found) throw notFound('matching recipient');
  return found;
}

/** Refunds are transactions of the virtual account. */
export function findRefund({ state }: World, id: string): { one: SimPayment; refund: Refund } {
  const one = state.payment.payments[state.payment.refunded[id] ?? ''];
  const refund = one?.refunds.find(({ refund_id }) => refund_id === id);
  if (one && refund) return { one, refund };
  throw notFound('matching wallet transaction');
}

export function findPayment({ state }: World, id: string): SimPayment {
  const found = state.payment.payments[id];
  if (!found) throw notFound('matching payment');
  return found;
}
