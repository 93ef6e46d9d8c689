// Moves payments and refunds, and sends the webhook of each move.
import { newWalletTransactionId } from '../ids.ts';
import { dueBy, earliestOf } from '../store/look-up.ts';
import type { World } from '../world.ts';
import type { Refund, SimPayment, Status } from './state.ts';

/** Takes every step that is due by the simulated clock, in the order of time. Safe to call at any moment. */
export function settlePayments(world: World): void {
  const now = world.now().toISOString();
  const { payments } = world.state.payment;
  const due = dueBy(payments, now, nextStep).flatMap((one) =>
    one.plan.filter(({ at }) => at <= now).map((step) => ({ one, step })),
  );
  due.sort((a, b) => (a.step.at < b.step.at ? -1 : a.step.at > b.step.at ? 1 : 0));
  for (const { one, step } of due) {
    one.plan.splice(one.plan.indexOf(step), 1);
    movePayment(world, one, step.status, step.at);
  }
  for (const one of dueBy(payments, now, nextEnd)) {
    for (const refund of one.refunds) {
      if (refund.ends_at !== null && refund.ends_at <= now) endRefund(world, one, refund, refund.ends_at);
    }
  }
}

const nextStep = ({ plan }: SimPayment) => plan[0]?.at ?? null;
const nextEnd = ({ refunds }: SimPayment) => earliestOf(refunds.map(({ ends_at }) => ends_at));

/** Notifies the Dashboard's URL, if the caller has set one up for transactions of virtual accounts. */
function endRefund(world: World, { payment, refund_failure }: SimPayment, refund: Refund, at: string): void {
  const before = refund.status;
  refund.status = refund_failure ? 'FAILED' : 'EXECUTED';
  refund.failure_reason = refund_failure;
  refund.last_status_update = at;
  refund.ends_at = null;
  world.changed();
  const { dashboardUrl } = world.state.webhooks;
  if (dashboardUrl === null) return;
  // WalletTransactionStatusUpdateWebhook
  world.send(dashboardUrl, {
    webhook_type: 'WALLET',
    webhook_code: 'WALLET_TRANSACTION_STATUS_UPDATE',
    transaction_id: refund.refund_id,
    payment_id: payment.payment_id,
    wallet_id: payment.wallet_id,
    new_status: refund.status,
    old_status: before,
    failure_reason: refund.failure_reason,
    timestamp: at,
    error: null,
  });
}

/** `url` null sends no webhook. Without `url` the webhook goes to the URL of the payment's Link token. */
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
