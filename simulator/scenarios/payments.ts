// Stories about a payment that the person makes at their bank, in the UK or the EU.
import { userGood } from './good.ts';
import type { PaymentStory, Scenario } from './scenario.ts';

const story = (username: string, about: string, payment: PaymentStory): Scenario => ({
  ...userGood,
  username,
  about,
  payment,
});

export const paymentStories: readonly Scenario[] = [
  story('user_payment_initiated', 'The bank takes the payment, cuts its reference, and never says more', {
    ends: 'INITIATED',
    reference_length: 10,
  }),
  story('user_payment_settled', 'The payment goes to a virtual account, and arrives there', { ends: 'SETTLED' }),
  story('user_payment_refund_fails', 'The payment arrives in a virtual account, and cannot be sent back', {
    ends: 'SETTLED',
    refund_failure: 'INVALID',
  }),
  story('user_payment_no_funds', 'There is not enough money in the account', { ends: 'INSUFFICIENT_FUNDS' }),
  story('user_payment_failed', 'The first payment fails at the bank; another one goes through', {
    ends: 'FAILED',
    once: true,
  }),
  story('user_payment_blocked', 'Plaid blocks each payment for its risk', { ends: 'BLOCKED' }),
  story('user_payment_rejected', 'The bank takes the payment, and rejects it a day later', { ends: 'REJECTED' }),
  story('user_payment_unanswered', 'The person goes to their bank, and the bank never answers', {
    ends: 'AUTHORISING',
  }),
  story('user_payment_cancelled', 'The person refuses the payment at their bank', { ends: 'CANCELLED' }),
];
