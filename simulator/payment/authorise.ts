// Moves a payment on as the person's story says, once they have agreed to it at their bank.
import type { PaymentStory, Scenario } from '../scenarios/scenario.ts';
import { lookUp } from '../store/look-up.ts';
import type { World } from '../world.ts';
import { findPayment } from './find.ts';
import { movePayment } from './progress.ts';
import { payerOf, type SimPayment, type Status } from './state.ts';

const second = 1000;
const hour = 3600 * second;
const day = 24 * hour;

/**
 * The statuses after the agreement. If the bank or Plaid refuses at once, Link shows it and ends as an exit. A bank may
 * take two hours for a payment, which gives a case that looks every 25 minutes time to see INITIATED on a slow machine.
 */
const plans: Record<NonNullable<PaymentStory['ends']>, [Status, number][]> = {
  AUTHORISING: [],
  INITIATED: [['PAYMENT_STATUS_INITIATED', second]],
  EXECUTED: [
    ['PAYMENT_STATUS_INITIATED', second],
    ['PAYMENT_STATUS_EXECUTED', 2 * hour],
  ],
  SETTLED: [
    ['PAYMENT_STATUS_INITIATED', second],
    ['PAYMENT_STATUS_EXECUTED', 2 * hour],
    ['PAYMENT_STATUS_SETTLED', 3 * hour],
  ],
  FAILED: [['PAYMENT_STATUS_FAILED', second]],
  REJECTED: [
    ['PAYMENT_STATUS_INITIATED', second],
    ['PAYMENT_STATUS_REJECTED', day],
  ],
  INSUFFICIENT_FUNDS: [['PAYMENT_STATUS_INSUFFICIENT_FUNDS', 0]],
  BLOCKED: [['PAYMENT_STATUS_BLOCKED', 0]],
  CANCELLED: [['PAYMENT_STATUS_CANCELLED', 0]],
};

/** Whether Link ends as a success. */
export function authorise(world: World, paymentId: string, { payment: story = {} }: Pick<Scenario, 'payment'>) {
  const one = findPayment(world, paymentId);
  const again = story.once && othersOf(world, one).length > 0;
  const plan = plans[(again ? undefined : story.ends) ?? 'EXECUTED'];
  const now = world.now().getTime();
  const { payment } = one;
  if (story.reference_length && payment.reference.length > story.reference_length) {
    payment.adjusted_reference = payment.reference.slice(0, story.reference_length);
  }
  one.refund_failure = story.refund_failure ?? null;
  const refused = plan[0]?.[1] === 0;
  movePayment(world, one, 'PAYMENT_STATUS_AUTHORISING', new Date(now).toISOString());
  // A refusal, too, comes a moment later: no two statuses of a payment have the same time.
  one.plan = plan.map(([status, after]) => ({ status, at: new Date(now + Math.max(after, 1)).toISOString() }));
  if (refused) for (const { status, at } of one.plan.splice(0)) movePayment(world, one, status, at);
  return !refused;
}

/** The person refuses the payment at their bank. */
export function cancelAtBank(world: World, paymentId: string): void {
  movePayment(world, findPayment(world, paymentId), 'PAYMENT_STATUS_CANCELLED');
}

/** The person's other payments. */
const othersOf = ({ state }: World, one: SimPayment): SimPayment[] =>
  one.client_user_id === null
    ? []
    : lookUp(state.payment.payments, payerOf, one.client_user_id).filter(
        (other) => other.payment.payment_id !== one.payment.payment_id,
      );
