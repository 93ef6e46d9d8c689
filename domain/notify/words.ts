// The words of every message: subject and text of emails to the applicant, and title and detail of notifications. They
// are written for the applicant. They hold no personal data, so that they may be kept and logged.
import { explanationOf, withReturnReason } from '../case/explanations.ts';
import { isPersonAction, type PersonAction, type TenantAction } from '../case/next-action.ts';
import type { Direction, Rail } from '../case/onboarding.ts';
import { paymentActions, paymentWords } from '../payments/payment-words.ts';
import type { NotificationData, NotificationType, OnboardingType, TransferType, Words } from './notifications.ts';

/** Whether the applicant gets an email, if the tenant asked for emails. The other types are for the tenant only. */
export const isForApplicant: Record<NotificationType, boolean> = {
  'onboarding.action_required': true,
  'onboarding.reminder': true,
  'onboarding.in_review': false,
  'onboarding.network_changed': false,
  'onboarding.account_linked': false,
  'onboarding.account_verified': false,
  'onboarding.transferring': false,
  'onboarding.delayed': false,
  'onboarding.funded': true,
  'onboarding.verified': true,
  'onboarding.abandoned': false,
  'onboarding.unverified': true,
  'onboarding.rejected': true,
  'onboarding.declined': true,
  'onboarding.failed': true,
  'onboarding.returned': true,
  'onboarding.cancelled': false,
  'transfer.action_required': true,
  'transfer.reminder': true,
  'transfer.in_review': false,
  'transfer.network_changed': false,
  'transfer.transferring': false,
  'transfer.delayed': false,
  'transfer.funded': true,
  'transfer.abandoned': false,
  'transfer.rejected': true,
  'transfer.declined': true,
  'transfer.failed': true,
  'transfer.returned': true,
  'transfer.cancelled': false,
};

const actions: Record<PersonAction, Words> = {
  verify_identity: {
    subject: 'Confirm who you are',
    text: 'Please confirm who you are, so that we can go on.',
  },
  open_link: {
    subject: 'Connect your bank account',
    text: 'Please connect a bank account, so that we can go on.',
  },
  verify_micro_deposits: {
    subject: 'Confirm your bank account',
    text: 'A small deposit has arrived in your account. Please enter the code beside it, so that we can go on.',
  },
  repair_link: {
    subject: 'Your bank needs you',
    text: 'Your bank asks you to confirm the connection to your account. Please sign in there again, so that we can go on.',
  },
};

/** Adds the reason for an applicant who has to link again. */
function asked({ action, rail, reason }: Pick<About, 'action' | 'rail' | 'reason'>): Words {
  const ofRail = otherwise[rail ?? 'ach'].actions;
  const words = action && isPersonAction(action) ? (ofRail[action] ?? actions[action]) : waiting[action ?? 'review'];
  const why = action === 'open_link' ? explanationOf(reason) : null;
  return why ? { ...words, text: `${why} ${words.text}` } : words;
}

/** The applicant waits for the tenant. */
const waiting: Record<TenantAction, Words> = {
  review: {
    subject: 'We are checking your account',
    text: 'We are checking that the bank account is yours. There is nothing for you to do.',
  },
  confirm: {
    subject: 'We are preparing your payment',
    text: 'Your payment is ready, and we check it once more. There is nothing for you to do.',
  },
};

const transferring: Record<Direction, Words> = {
  debit: { subject: 'Your payment is on its way', text: 'The payment from your bank account is on its way.' },
  credit: { subject: 'Your money is on its way', text: 'The money to your bank account is on its way.' },
};

const funded: Record<Direction, Words> = {
  debit: { subject: 'Your payment has arrived', text: 'The payment from your bank account has arrived.' },
  credit: { subject: 'Your money has arrived', text: 'The money that we sent to your bank account has arrived.' },
};

const returned: Record<Direction, Words> = {
  debit: {
    subject: 'Your bank has taken a payment back',
    text: 'Your bank has taken the payment from your account back.',
  },
  credit: {
    subject: 'Your bank has sent our payment back',
    text: 'The money that we sent to your bank account was sent back to us by your bank.',
  },
};

/** Only a case without money has no direction, and none of these words. */
const moved = (direction: Direction | null): Direction => direction ?? 'credit';

type About = Pick<NotificationData, 'action' | 'direction' | 'rail' | 'reason'>;

const ofOnboarding: Record<OnboardingType, (about: About) => Words> = {
  'onboarding.action_required': asked,
  'onboarding.reminder': (about) => ({ ...asked(about), subject: `Reminder: ${asked(about).subject}` }),
  'onboarding.in_review': () => waiting.review,
  'onboarding.network_changed': () => ({
    subject: 'Your payment takes another way',
    text: 'The payment could not go the way that was asked for. It goes another way and may arrive later.',
  }),
  'onboarding.account_linked': () => ({
    subject: 'Your bank is connected',
    text: 'The connection to your bank works. We are checking the account now.',
  }),
  'onboarding.account_verified': () => ({
    subject: 'Your bank account is confirmed',
    text: 'Your bank account is confirmed. We go on.',
  }),
  'onboarding.transferring': ({ direction }) => transferring[moved(direction)],
  'onboarding.delayed': () => ({
    subject: 'This takes longer than usual',
    text: 'A service that we need does not answer at the moment. We go on by ourselves. There is nothing for you to do.',
  }),
  'onboarding.funded': ({ direction }) => funded[moved(direction)],
  'onboarding.verified': () => ({
    subject: 'Your bank account is connected',
    text: 'The bank account is connected and confirmed. No money has been moved.',
  }),
  'onboarding.abandoned': () => ({
    subject: 'Your bank account was not connected',
    text: 'The bank account was not connected in time, so we have stopped. No money has been moved.',
  }),
  'onboarding.unverified': () => ({
    subject: 'Your bank account could not be confirmed',
    text: 'Your bank could not confirm the account, so it cannot be used. No money has been moved.',
  }),
  'onboarding.rejected': () => ({
    subject: 'Your bank account could not be accepted',
    text: 'We could not confirm that the bank account is yours, so it cannot be used. No money has been moved.',
  }),
  'onboarding.declined': () => ({
    subject: 'Your payment was not approved',
    text: 'The payment was not approved. No money has been moved.',
  }),
  'onboarding.failed': () => ({
    subject: 'Your payment did not go through',
    text: 'The payment did not go through. No money has been moved.',
  }),
  'onboarding.returned': ({ direction, reason }) => {
    const { subject, text } = returned[moved(direction)];
    return { subject, text: withReturnReason(text, reason) };
  },
  'onboarding.cancelled': () => ({
    subject: 'Your request was cancelled',
    text: 'The request to connect your bank account was cancelled. No money has been moved.',
  }),
};

const ofTransfer: Record<TransferType, (about: About) => Words> = {
  'transfer.action_required': asked,
  'transfer.reminder': ofOnboarding['onboarding.reminder'],
  'transfer.in_review': () => waiting.review,
  'transfer.network_changed': ofOnboarding['onboarding.network_changed'],
  'transfer.transferring': ofOnboarding['onboarding.transferring'],
  'transfer.delayed': ofOnboarding['onboarding.delayed'],
  'transfer.funded': ofOnboarding['onboarding.funded'],
  'transfer.abandoned': () => ({
    subject: 'Your payment was not made',
    text: 'The connection to your bank was not confirmed in time, so we have stopped. No money has been moved.',
  }),
  'transfer.rejected': () => ({
    subject: 'Your payment was not made',
    text: 'We could not confirm that the bank account is still yours. No money has been moved.',
  }),
  'transfer.declined': ofOnboarding['onboarding.declined'],
  'transfer.failed': ofOnboarding['onboarding.failed'],
  'transfer.returned': ofOnboarding['onboarding.returned'],
  'transfer.cancelled': () => ({
    subject: 'Your payment was cancelled',
    text: 'The payment was cancelled. No money has been moved.',
  }),
};

const words: Record<NotificationType, (about: About) => Words> = { ...ofOnboarding, ...ofTransfer };

/** The words that differ on a rail. */
const otherwise: Record<
  Rail,
  { actions: Partial<Record<PersonAction, Words>>; types: Partial<Record<NotificationType, Words>> }
> = {
  ach: { actions: {}, types: {} },
  'payment-initiation': { actions: paymentActions, types: paymentWords },
};

export const textOf = (type: NotificationType, about: About): Words =>
  otherwise[about.rail ?? 'ach'].types[type] ?? words[type](about);
