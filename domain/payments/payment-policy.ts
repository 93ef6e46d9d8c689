import type { Days } from '../days.ts';

/** The status from which on a payment counts as done. Only SETTLED means that the money has arrived. */
export const doneStatuses = ['INITIATED', 'EXECUTED', 'SETTLED'] as const;
export type DoneAt = (typeof doneStatuses)[number];

/** `waitWithin`: how long the case waits for a payment and watches it, from the applicant's consent on. */
export type PaymentPolicy = { doneAt: DoneAt; waitWithin: Days };

/**
 * Many banks stop at INITIATED, and Plaid advises not to wait for more. A bank may still reject the payment, which
 * shows on the next banking days.
 */
export const defaultPaymentPolicy: PaymentPolicy = { doneAt: 'INITIATED', waitWithin: '7 days' };
