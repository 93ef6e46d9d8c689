import type { Deps } from '../deps.ts';
import type { PaymentActivities } from '../types.ts';
import { offerPayment } from './offer-payment.ts';
import { readPayment } from './read-payment.ts';

export const paymentActivities = (deps: Deps): PaymentActivities => ({
  offerPayment: offerPayment(deps),
  readPayment: readPayment(deps),
});
