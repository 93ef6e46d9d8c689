// Moves payments along and tells of each move.
import { newWalletTransactionId } from '../ids.ts';
import type { World } from '../world.ts';
import type { SimPayment, Status } from './state.ts';

/** Moves every payment as far as the simulated now allows, in the order of time. Safe to call at any moment. */
export function settlePayments(world: World): void {
  const now = world.now().toISOString();
  const due = Object.values(world.state.payment.payments).flatMap((one) =>
    one.plan.filter(({ at }) => at <= now).map((step) => ({ one, step })),
  );
  due.sort((a, b) => (a.step.at < b.step.at ? -1 : a.step.at > b.step.at ? 1 : 0));
  for (const { one, step } of due) {
    one.plan.splice(one.plan.indexOf(step), 1);
    movePayment(world, one, step.status, step.at);
  }
}

/** Null tells nobody; without `url` Plaid tells where the Link token for the payment said. */
export function movePayment(
  world: World,
  one: SimPayment,
  status: Status,
  at: string = world.now().toISOString(),
  url: string | null = one.webhook,
): void {
  const { payment } = one;
  const before = payment.status;
  payment.status = status;
  payment.last_status_update = at;
  if (status === 'PAYMENT_STATUS_SETTLED') payment.transaction_id = newWalletTransactionId();
  world.changed();
  if (url === null) return;
  // PaymentStatusUpdateWebhook
  world.send(url, {
    webhook_type: 'PAYMENT_INITIATION',
    webhook_code: 'PAYMENT_STATUS_UPDATE',
    payment_id: payment.payment_id,
    transaction_id: payment.transaction_id,
    new_payment_status: status,
    old_payment_status: before,
    original_reference: payment.reference,
    adjusted_reference: payment.adjusted_reference,
    original_start_date: null,
    adjusted_start_date: null,
    timestamp: at,
    error: null,
  });
}
