import type { Days } from './days.ts';

/** From which status on a payment counts as done. None but SETTLED says that the money has arrived. */
export const doneStatuses = ['INITIATED', 'EXECUTED', 'SETTLED'] as const;
export type DoneAt = (typeof doneStatuses)[number];

/** `waitWithin`: how long a payment is waited for and watched, from the person's agreement on. */
export type PaymentPolicy = { doneAt: DoneAt; waitWithin: Days };

/**
 * Many banks stop at INITIATED, and Plaid advises not to wait for more. A bank may still reject it, which shows on the
 * next banking days.
 */
export const defaultPaymentPolicy: PaymentPolicy = { doneAt: 'INITIATED', waitWithin: '7 days' };
