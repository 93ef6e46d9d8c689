// Moves a payment as a test or a demo wants it, to statuses too that /sandbox/payment/simulate does not offer.
import { z } from 'zod';
import { Refused } from '../refused.ts';
import type { World } from '../world.ts';
import { movePayment } from './progress.ts';
import type { SimPayment, Status } from './state.ts';

export const paymentRequest = z
  .strictObject({
    payment_id: z.string().optional(),
    /** Takes this user's newest one. */
    client_user_id: z.string().optional(),
    /** Plaid's word, or one that it does not have yet. */
    status: z
      .string()
      .regex(/^PAYMENT_STATUS_[A-Z_]+$/)
      .transform((status) => status as Status),
    /** False: the webhook about it never comes. */
    notify: z.boolean().default(true),
  })
  .refine((given) => (given.payment_id === undefined) !== (given.client_user_id === undefined), {
    error: 'give either payment_id or client_user_id',
  });

export function playPayment(world: World, asked: z.output<typeof paymentRequest>) {
  const one = paymentOf(world, asked);
  one.plan = [];
  movePayment(world, one, asked.status, undefined, asked.notify ? one.webhook : null);
  return { payment_id: one.payment.payment_id, status: one.payment.status };
}

function paymentOf({ state }: World, asked: z.output<typeof paymentRequest>): SimPayment {
  const found = Object.values(state.payment.payments).findLast(({ payment, client_user_id }) =>
    asked.client_user_id === undefined
      ? payment.payment_id === asked.payment_id
      : client_user_id === asked.client_user_id,
  );
  if (!found) throw new Refused('no such payment');
  return found;
}
