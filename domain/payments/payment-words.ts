// Texts for an applicant who pays from their own bank, where they differ: the applicant connects no account, and only
// their bank knows for certain whether the money has moved.
import type { PersonAction } from '../case/next-action.ts';
import type { NotificationType, Words } from '../notify/notifications.ts';

export const paymentActions: Partial<Record<PersonAction, Words>> = {
  open_link: {
    subject: 'Approve your payment',
    text: 'Please approve the payment at your bank, so that we can go on.',
  },
};

export const paymentWords: Partial<Record<NotificationType, Words>> = {
  'onboarding.funded': {
    subject: 'Your bank has taken your payment',
    text: 'Your bank has taken the payment and sends it on.',
  },
  'onboarding.abandoned': {
    subject: 'Your payment was not made',
    text: 'The payment was not approved at your bank, so we have stopped. No money has been moved.',
  },
  'onboarding.unverified': {
    subject: 'Your payment is not confirmed',
    text: 'Your bank has not confirmed the payment, which may have been made all the same. Please look at your account before you pay again.',
  },
  'onboarding.cancelled': {
    subject: 'Your payment was cancelled',
    text: 'The request to pay was cancelled. Please do not approve the payment at your bank any more.',
  },
};
