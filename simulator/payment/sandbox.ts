// /sandbox/payment/simulate
import type { SandboxPaymentSimulateResponse } from 'plaid';
import { z } from 'zod';
import { type Answer, endpoint } from '../endpoint.ts';
import { findPayment } from './find.ts';
import { movePayment } from './progress.ts';

/** SandboxPaymentSimulateRequest has only these. Plaid documents no order, so any status may follow any other. */
const status = z.enum([
  'PAYMENT_STATUS_INITIATED',
  'PAYMENT_STATUS_INSUFFICIENT_FUNDS',
  'PAYMENT_STATUS_FAILED',
  'PAYMENT_STATUS_EXECUTED',
  'PAYMENT_STATUS_SETTLED',
  'PAYMENT_STATUS_CANCELLED',
  'PAYMENT_STATUS_REJECTED',
]);

export const simulatePayment = endpoint({
  path: '/sandbox/payment/simulate',
  request: z.strictObject({ payment_id: z.string().min(1), webhook: z.url(), status }),
  respond(world, asked): Answer<SandboxPaymentSimulateResponse> {
    const one = findPayment(world, asked.payment_id);
    const old_status = one.payment.status;
    one.plan = [];
    movePayment(world, one, asked.status, undefined, asked.webhook);
    return { old_status, new_status: one.payment.status };
  },
});
