// The stories that the demo plays, and how each has to end. A story names the person at the simulated bank by their
// username (simulator/scenarios), the request of the tenant, and the actions of people.
import type { LinkOffer } from '../../domain/bank/link.ts';
import type { Outcome } from '../../domain/case/onboarding.ts';
import type { Stage } from '../../domain/case/stages.ts';
import type { NewOnboarding } from '../../packages/client/src/index.ts';

/** The description of a story, and the workflow test that covers it: its file, and a part of its title. */
export type About = { about: string; test: [file: string, title: string] };

/** A step on the linked account of a story. */
export type OnAccount =
  /** The tenant asks for a transfer, which has to end so. `once`: after the first transfer has come so far. */
  | { pays: 'debit' | 'credit'; amount: string; ends: Outcome; once?: Outcome }
  /** The login breaks at the bank, or the bank announces that its consent ends in six hours: before the next jump. */
  | { atBank: 'login broken' | 'consent ends' }
  /** The tenant reads the numbers, which the bank made for it alone, and gets a token for a processor. */
  | { reads: 'numbers' }
  /** The person signs in again. */
  | { repairs: true; once?: Outcome };

export type Story = {
  name: string;
  username: string;
  /** The bank at which they sign in, by Plaid's id. Default: the first of Plaid's Sandbox. */
  bank?: string;
  /** Null: the case only verifies the account. */
  funding:
    | null
    | { direction: 'debit' | 'credit'; network: 'ach' | 'same-day-ach' | 'rtp'; amount: string }
    | Extract<NewOnboarding['funding'], { rail: 'payment-initiation' }>;
  /** The applicant's answer to a Link. Default: they finish it, and repair it when the case asks. */
  link?: 'never comes' | 'leaves';
  /** Their username when the case asks for another account. Default: `username`. Null: they never come. */
  again?: string | null;
  /** After the case the tenant starts another one for this person and account. That one counts. */
  comesAgain?: true;
  /** Their username when Plaid verifies them. Default: `username`. */
  verifiedAs?: string;
  /** The offer that they take before a reviewer decides, with the masks of the accounts that they choose. */
  takes?: { offer: LinkOffer; accounts?: string[] };
  /** False: they do not repair their login when the case asks. */
  repairs?: false;
  /** The tenant's policy, where it differs from the defaults. */
  policy?: NonNullable<NewOnboarding['policy']>;
  /** When the tenant cancels. */
  cancelled?: 'before link' | 'on its way' | 'before it is made again';
  /** The refund that the tenant asks for once the money has arrived (without an amount, all), and how it has to end. */
  refund?: { amount?: string; ends: 'refused' | 'settled' | 'failed' | 'returned' };
  /** The tenant's answer when they have to confirm the transfer. Default: they do not answer. */
  answers?: 'confirm' | 'refuse';
  /** The decision of the reviewers. Default: none of them decides. */
  review?: 'approve' | 'reject';
  /** An operator fills the Ledger at Plaid once the case waits for that. */
  fillsLedger?: true;
  /** How many authorizations Gangway has to ask for. Default: one, if the case gets that far. */
  authorizations?: number;
  /** How many transfers the bank must have. Default: one, if money was on its way. */
  transfers?: number;
  /** The bank never reports what they do there. */
  unheard?: true;
  /** How many payments Plaid must have created. Default: one, if the case is by Payment Initiation. */
  payments?: number;
  /** The steps on the linked account, once the case has one. */
  onAccount?: OnAccount[];
  ends: Outcome;
  /** The stages that the case has to pass on the way. */
  through?: Stage[];
};

const credit = { direction: 'credit', network: 'ach', amount: '25.00' } as const;
const debit = { direction: 'debit', network: 'ach', amount: '40.00' } as const;
const paid: Stage[] = ['transferring', 'watching_returns'];

export const stories: readonly Story[] = [
  {
    name: 'one Link, three payouts and a debit',
    username: 'user_good',
    funding: null,
    ends: 'verified',
    onAccount: [
      { pays: 'credit', amount: '10.00', ends: 'funded' },
      { pays: 'credit', amount: '20.00', ends: 'funded' },
      { pays: 'credit', amount: '30.00', ends: 'funded' },
      { pays: 'debit', amount: '5.00', ends: 'funded' },
    ],
  },
  { name: 'paid out by ach', username: 'user_good', funding: credit, ends: 'funded', through: paid },
  { name: 'pulled in by ach', username: 'user_good', funding: debit, ends: 'funded', through: paid },
  {
    name: 'paid out the same day',
    username: 'user_good',
    funding: { direction: 'credit', network: 'same-day-ach', amount: '310.50' },
    ends: 'funded',
    through: paid,
  },
  {
    name: 'pulled in the same day',
    username: 'user_good',
    funding: { direction: 'debit', network: 'same-day-ach', amount: '99.99' },
    ends: 'funded',
    through: paid,
  },
  {
    name: 'paid out at once by rtp',
    username: 'user_good',
    funding: { direction: 'credit', network: 'rtp', amount: '12.34' },
    ends: 'funded',
    through: paid,
  },
  {
    name: 'name alike, reviewer approves',
    username: 'user_similar_owner',
    funding: credit,
    review: 'approve',
    ends: 'funded',
    through: ['in_review', ...paid],
  },
  {
    name: 'name alike, reviewer rejects',
    username: 'user_similar_owner',
    funding: credit,
    review: 'reject',
    ends: 'rejected',
    through: ['in_review'],
  },
  {
    name: 'name alike, four eyes approve',
    username: 'user_similar_owner',
    funding: credit,
    // The demo has one API key.
    policy: { review: { four_eyes: true, different_keys: false } },
    review: 'approve',
    ends: 'funded',
    through: ['in_review', ...paid],
  },
  { name: 'joint account', username: 'user_joint_owner', funding: credit, ends: 'funded', through: paid },
  { name: 'known by a nickname', username: 'user_nickname', funding: credit, ends: 'funded', through: paid },
  {
    name: 'account of a business',
    username: 'user_business',
    funding: credit,
    review: 'approve',
    ends: 'funded',
    through: ['in_review', ...paid],
  },
  { name: 'owner compared by us', username: 'user_no_match', funding: credit, ends: 'funded', through: paid },
  {
    name: 'owner not known',
    username: 'user_no_identity',
    funding: credit,
    review: 'reject',
    ends: 'rejected',
    through: ['in_review'],
  },
  { name: "someone else's account", username: 'user_other_owner', funding: credit, ends: 'rejected' },
  { name: 'account not verified', username: 'user_unverified', funding: debit, ends: 'unverified' },
  { name: 'not enough money', username: 'user_nsf', funding: debit, ends: 'declined', through: ['authorizing'] },
  { name: 'too risky', username: 'user_risk', funding: debit, ends: 'declined', through: ['authorizing'] },
  {
    name: 'risk not checked',
    username: 'user_no_risk_check',
    funding: debit,
    ends: 'declined',
    through: ['authorizing'],
  },
  { name: 'transfer fails', username: 'user_failed', funding: credit, ends: 'failed', through: ['transferring'] },
  { name: 'returned (R01)', username: 'user_returned', funding: debit, ends: 'returned', through: ['transferring'] },
  { name: 'disputed weeks later (R10)', username: 'user_late_return', funding: debit, ends: 'returned', through: paid },
  {
    name: 'bank login breaks, repaired',
    username: 'user_broken_login',
    funding: credit,
    ends: 'funded',
    through: ['repairing_link', ...paid],
  },
  {
    name: 'bank asks for a new login',
    username: 'user_action_required',
    funding: debit,
    ends: 'funded',
    through: ['repairing_link', ...paid],
  },
  { name: 'never opens Link', username: 'user_good', funding: credit, link: 'never comes', ends: 'abandoned' },
  { name: 'leaves Link', username: 'user_exits', funding: credit, link: 'leaves', ends: 'abandoned' },
  {
    name: 'cancelled by the tenant',
    username: 'user_good',
    funding: credit,
    cancelled: 'before link',
    ends: 'cancelled',
  },
];

/** The applicant of every story. The simulated bank names them as the owner, except in stories about the owner. */
export const applicant = { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' };

const wasSent = (ends: Outcome): boolean => ['funded', 'returned', 'failed'].includes(ends);

export type Money = { transfers: number; payments: number };

/** Returns how many transfers and payments the bank must have for a case with this ending. */
export function moneyOf({ funding, ends, transfers, onAccount = [], payments = 1 }: Story): Money {
  if (funding && 'rail' in funding) return { transfers: 0, payments };
  const later = onAccount.filter((step) => 'pays' in step && wasSent(step.ends)).length;
  return { transfers: (transfers ?? (wasSent(ends) ? 1 : 0)) + later, payments: 0 };
}
