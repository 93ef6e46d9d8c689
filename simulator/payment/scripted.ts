// Moves a payment to any status for a test or a demo, also to one that /sandbox/payment/simulate does not offer.
import { z } from 'zod';
import { Refused } from '../refused.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { movePayment } from './progress.ts';
import { payerOf, type SimPayment, type Status } from './state.ts';

export const paymentRequest = z
  .strictObject({
    payment_id: z.string().optional(),
    /** Chooses this user's newest payment. */
    client_user_id: z.string().optional(),
    /** A status of Plaid's, or one that Plaid does not have yet. */
    status: z
      .string()
      .regex(/^PAYMENT_STATUS_[A-Z_]+$/)
      .transform((status) => status as Status),
    /** False: Plaid sends no webhook about it. */
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
  const { payments } = state.payment;
  const found =
    asked.client_user_id === undefined
      ? payments[asked.payment_id ?? '']
      : lookUp(payments, payerOf, asked.client_user_id).at(-1);
  if (!found) throw new Refused('no such payment');
  return found;
}
