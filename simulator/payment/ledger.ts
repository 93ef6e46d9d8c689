import type { World } from '../world.ts';

/** Returns every recipient, payment and refund, so that a test can count whether a payment was made once. */
export function paymentLedger({ state }: World): { recipients: object[]; payments: object[] } {
  const { recipients, payments } = state.payment;
  return {
    recipients: Object.values(recipients).map(({ recipient: { recipient_id }, times }) => ({ recipient_id, times })),
    payments: Object.values(payments).map(({ payment, client_user_id, refunds }) => ({
      payment_id: payment.payment_id,
      client_user_id,
      recipient_id: payment.recipient_id,
      reference: payment.reference,
      adjusted_reference: payment.adjusted_reference ?? null,
      amount: payment.amount,
      status: payment.status,
      refunds: refunds.map(({ refund_id, idempotency_key, minor, status, times }) => ({
        refund_id,
        key: idempotency_key,
        minor,
        status,
        times,
      })),
    })),
  };
}
