// The rarer ways through an onboarding. The demo plays them with `--all`, or one with `--story`.
import { moneyBranches } from './money-branches.ts';
import type { Story } from './stories.ts';

const credit = { direction: 'credit', network: 'ach', amount: '25.00' } as const;
const funded = { funding: credit, ends: 'funded', through: ['transferring', 'watching_returns'] } as const;
// Plaid does not check the risk of an account verified by hand. Without this policy Gangway declines such an approval.
const unchecked = { ...funded, policy: { unchecked_risk: 'accept' } } as const;
const throughDeposits = ['awaiting_micro_deposits', 'transferring', 'watching_returns'] as const;

const microDeposits: Story[] = [
  {
    name: 'micro-deposit confirmed',
    username: 'user_micro_deposits',
    ...unchecked,
    through: [...throughDeposits],
  },
  {
    name: 'micro-deposit told among transfers',
    username: 'user_micro_deposits_transfer_feed',
    ...unchecked,
    through: [...throughDeposits],
  },
  {
    name: 'micro-deposit sent late',
    username: 'user_micro_deposits_unsent',
    ...unchecked,
    through: [...throughDeposits],
  },
  {
    name: 'micro-deposit reversed, another account',
    username: 'user_micro_deposits_reversed',
    again: 'user_good',
    ...funded,
    through: [...throughDeposits],
  },
  {
    name: 'three wrong codes, another account',
    username: 'user_micro_deposits_wrong_code',
    again: 'user_good',
    ...funded,
    through: [...throughDeposits],
  },
  {
    name: 'three wrong codes, each time',
    username: 'user_micro_deposits_wrong_code',
    policy: { link_again: 1 },
    funding: credit,
    ends: 'unverified',
    through: ['awaiting_micro_deposits'],
  },
  {
    name: 'micro-deposit found by Plaid',
    username: 'user_automated_micro_deposits',
    ...funded,
    through: [...throughDeposits],
  },
  {
    name: 'micro-deposit never found, another account',
    username: 'user_automated_expired',
    again: 'user_good',
    ...funded,
    through: [...throughDeposits],
  },
];

const otherProofs: Story[] = [
  { name: 'numbers typed in fit', username: 'user_instant_match', ...funded, through: [...funded.through] },
  {
    name: 'code at once, within Link',
    username: 'user_instant_micro_deposits',
    review: 'approve',
    ...unchecked,
    through: [...funded.through],
  },
  { name: 'known to the database', username: 'user_database_pass', ...unchecked, through: [...funded.through] },
  {
    name: 'database unsure, reviewer rejects',
    username: 'user_database_caution',
    review: 'reject',
    funding: credit,
    ends: 'unverified',
    through: ['in_review'],
  },
  {
    name: 'database says no, another account',
    username: 'user_database_fail',
    again: 'user_good',
    ...funded,
    through: [...funded.through],
  },
  {
    name: 'no account that can be used, another one',
    username: 'user_certificates',
    again: 'user_good',
    ...funded,
    through: [...funded.through],
  },
];

const people: Story[] = [
  {
    name: 'verified before Link',
    username: 'user_good',
    policy: { identity_verification: { template_id: 'idvtmp_demo' } },
    ...funded,
    through: ['awaiting_identity_verification', ...funded.through],
  },
  {
    name: 'verification failed, reviewer approves',
    username: 'user_good',
    verifiedAs: 'user_idv_failed',
    policy: { identity_verification: { template_id: 'idvtmp_demo' } },
    review: 'approve',
    ...funded,
    through: ['awaiting_identity_verification', 'in_review', ...funded.through],
  },
];

const verified = { username: 'user_good', funding: null, ends: 'verified' } as const;

const onAccounts: Story[] = [
  { name: 'verified without money', ...verified, through: ['matching_identity'] },
  {
    name: 'numbers for a processor of the tenant',
    ...verified,
    bank: 'ins_127287',
    onAccount: [{ reads: 'numbers' }],
  },
  {
    name: 'login breaks between two payouts',
    ...verified,
    onAccount: [
      { pays: 'credit', amount: '10.00', ends: 'funded' },
      { atBank: 'login broken' },
      { pays: 'credit', amount: '11.00', ends: 'funded' },
      { pays: 'credit', amount: '12.00', ends: 'funded' },
      { repairs: true },
    ],
  },
  {
    name: "the bank's consent ends before the second payout",
    ...verified,
    onAccount: [
      { pays: 'credit', amount: '10.00', ends: 'funded' },
      { atBank: 'consent ends' },
      { pays: 'credit', amount: '11.00', ends: 'funded', once: 'funded' },
      { repairs: true },
    ],
  },
  {
    name: 'a return holds the account while two wait',
    ...verified,
    username: 'user_disputes',
    onAccount: [
      { pays: 'debit', amount: '10.00', ends: 'returned' },
      { atBank: 'login broken' },
      { pays: 'debit', amount: '11.00', ends: 'declined' },
      { pays: 'debit', amount: '12.00', ends: 'declined' },
      { repairs: true, once: 'returned' },
    ],
  },
];

const atTheBank: Story[] = [
  {
    name: 'new account chosen',
    username: 'user_new_accounts',
    takes: { offer: 'select_accounts', accounts: ['2222'] },
    ...funded,
    through: ['in_review', ...funded.through],
  },
  {
    name: 'consent renewed in time',
    username: 'user_consent_ends',
    takes: { offer: 'renew_login' },
    review: 'approve',
    ...funded,
    through: ['in_review', ...funded.through],
  },
  {
    name: 'owner corrected by the bank',
    username: 'user_owner_changes',
    review: 'approve',
    ...funded,
    through: ['in_review', ...funded.through],
  },
  { name: 'permission taken back', username: 'user_revokes', repairs: false, funding: credit, ends: 'abandoned' },
  { name: 'account taken back', username: 'user_revokes_account', repairs: false, funding: credit, ends: 'abandoned' },
];

export const branches: readonly Story[] = [
  ...microDeposits,
  ...otherProofs,
  ...people,
  ...onAccounts,
  ...atTheBank,
  ...moneyBranches,
];
