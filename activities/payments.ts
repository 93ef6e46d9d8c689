import type { Gateways } from './gateways.ts';
import { offerPayment } from './offer-payment.ts';
import { readPayment } from './read-payment.ts';
import type { PaymentActivities } from './types.ts';

export const paymentActivities = (gateways: Gateways): PaymentActivities => ({
  offerPayment: offerPayment(gateways),
  readPayment: readPayment(gateways),
});
