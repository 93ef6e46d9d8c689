// The rarer ways of the money. The demo plays these with `--all`, or one with `--story`.
import { confirmations } from './confirmations.ts';
import type { Story } from './stories.ts';

const credit = { direction: 'credit', network: 'ach', amount: '25.00' } as const;
const debit = { direction: 'debit', network: 'ach', amount: '40.00' } as const;
const paid = ['transferring', 'watching_returns'] as const;

const uncheckedRisks: Story[] = [
  {
    name: 'risk not checked, the tenant carries it',
    username: 'user_no_risk_check',
    funding: debit,
    policy: { unchecked_risk: 'accept' },
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'risk not checked, a reviewer carries it',
    username: 'user_no_risk_check',
    funding: debit,
    policy: { unchecked_risk: 'review' },
    review: 'approve',
    ends: 'funded',
    through: ['in_review', ...paid],
  },
  {
    name: 'risk not checked, no reviewer carries it',
    username: 'user_no_risk_check',
    funding: debit,
    policy: { unchecked_risk: 'review' },
    review: 'reject',
    ends: 'declined',
    through: ['authorizing', 'in_review'],
  },
  {
    name: 'login stale at the money call',
    username: 'user_stale_login',
    funding: debit,
    authorizations: 2,
    ends: 'funded',
    through: ['repairing_link', ...paid],
  },
];

const otherWays: Story[] = [
  {
    name: 'declined by rtp and the same day, paid by ach',
    username: 'user_declined_fast',
    funding: { direction: 'credit', network: 'rtp', amount: '12.34' },
    authorizations: 3,
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'too late for the same day',
    username: 'user_too_late_today',
    funding: { direction: 'credit', network: 'same-day-ach', amount: '310.50' },
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'declined the same day, and nothing else will do',
    username: 'user_declined_fast',
    funding: { direction: 'debit', network: 'same-day-ach', amount: '40.00' },
    policy: { network_fallback: false },
    ends: 'declined',
    through: ['authorizing'],
  },
  {
    name: 'our limit used up until midnight',
    username: 'user_limited',
    funding: credit,
    authorizations: 2,
    ends: 'funded',
    through: ['authorizing', ...paid],
  },
  {
    name: 'the Ledger short, then filled',
    username: 'user_ledger_short',
    funding: credit,
    fillsLedger: true,
    authorizations: 2,
    ends: 'funded',
    through: ['authorizing', ...paid],
  },
  {
    name: 'the Ledger short, and the policy does not wait',
    username: 'user_ledger_short',
    funding: credit,
    policy: { ledger_within_days: 0 },
    ends: 'declined',
    through: ['authorizing'],
  },
];

const cancelled: Story = {
  name: 'cancelled while the bank has not got it',
  username: 'user_good',
  funding: debit,
  cancelled: 'on its way',
  transfers: 1,
  ends: 'cancelled',
  through: ['transferring'],
};

const refunds: Story[] = [
  {
    name: 'a part refunded',
    username: 'user_good',
    funding: debit,
    refund: { amount: '15.00', ends: 'settled' },
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'refund refused by Plaid',
    username: 'user_refund_refused',
    funding: debit,
    refund: { ends: 'refused' },
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'refund fails',
    username: 'user_refund_fails',
    funding: debit,
    refund: { ends: 'failed' },
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'refund comes back',
    username: 'user_refund_returned',
    funding: debit,
    refund: { ends: 'returned' },
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'refunded, then disputed: paid twice',
    username: 'user_late_return',
    funding: debit,
    refund: { ends: 'settled' },
    ends: 'returned',
    through: [...paid],
  },
];

const returns: Story[] = [
  {
    name: 'returned (R01), arrives when made again',
    username: 'user_returned_once',
    funding: debit,
    policy: { reinitiate: 1 },
    authorizations: 2,
    transfers: 2,
    ends: 'funded',
    through: [...paid],
  },
  {
    name: 'returned (R01) every time',
    username: 'user_returned',
    funding: debit,
    policy: { reinitiate: 2 },
    authorizations: 3,
    transfers: 3,
    ends: 'returned',
    through: ['transferring'],
  },
  {
    name: 'returned (R01), called off before it is made again',
    username: 'user_returned',
    funding: debit,
    policy: { reinitiate: 2 },
    cancelled: 'before it is made again',
    ends: 'returned',
    through: ['transferring'],
  },
  {
    name: 'no such account (R03), another one linked',
    username: 'user_no_account',
    again: 'user_good',
    funding: debit,
    authorizations: 2,
    transfers: 2,
    ends: 'funded',
    through: ['transferring', 'awaiting_link', ...paid],
  },
  {
    name: 'no such account (R03), no other linked',
    username: 'user_no_account',
    again: null,
    funding: debit,
    ends: 'returned',
    through: ['transferring', 'awaiting_link'],
  },
  {
    name: 'no such account (R03), no other asked for',
    username: 'user_no_account',
    funding: debit,
    policy: { link_again: 0 },
    ends: 'returned',
    through: ['transferring'],
  },
  {
    name: 'no such account (R03), the same one linked again',
    username: 'user_no_account',
    funding: debit,
    ends: 'returned',
    through: ['transferring', 'awaiting_link', 'matching_identity'],
  },
  {
    name: 'disputed (R10), and the same account again',
    username: 'user_disputes',
    funding: debit,
    comesAgain: true,
    authorizations: 0,
    transfers: 0,
    ends: 'declined',
    through: ['awaiting_link', 'matching_identity'],
  },
];

export const moneyBranches: readonly Story[] = [
  ...uncheckedRisks,
  ...otherWays,
  ...confirmations,
  cancelled,
  ...refunds,
  ...returns,
];
