// The stories that the demo plays, and how each has to end. A story is a person at the simulated bank, told by the
// username they sign in with (simulator/scenarios), what the product asks for, and what people do about it.
import type { LinkOffer } from '../../domain/link.ts';
import type { Outcome, Stage } from '../../domain/onboarding.ts';

export type Story = {
  name: string;
  username: string;
  funding:
    | { direction: 'debit' | 'credit'; network: 'ach' | 'same-day-ach' | 'rtp'; amount: string }
    | { rail: 'payment-initiation'; amount: string; currency: 'GBP' | 'EUR'; recipient: object };
  /** What the person does when Link is offered. Default: goes through with it, and repairs it when asked. */
  link?: 'never comes' | 'leaves';
  /** Who they are in a later Link, where the case asks them for another account. Default: the same. Null: they never come. */
  again?: string | null;
  /** Once the case is over, the product begins another one for the same person and account; that one counts. */
  comesAgain?: true;
  /** Who they are when Plaid verifies them. Default: `username`. */
  verifiedAs?: string;
  /** What they take of what the case offers, before anybody reviews it; with the masks of the accounts they choose. */
  takes?: { offer: LinkOffer; accounts?: string[] };
  /** False: asked to repair their login, they do nothing. */
  repairs?: false;
  /** What the product decides differently from the defaults. */
  policy?: object;
  /** When the product thinks better of it. */
  cancelled?: 'before link' | 'on its way' | 'before it is made again';
  /** What the product sends back once the money is there, all of it if no amount is named; and how that has to end. */
  refund?: { amount?: string; ends: 'refused' | 'settled' | 'failed' | 'returned' };
  /** What the reviewers decide. */
  review?: 'approve' | 'reject';
  /** How many Plaid has to be asked for. Default: one, if it comes to that. */
  authorizations?: number;
  /** How many transfers the bank must hold. Default: one, if money was on its way. */
  transfers?: number;
  /** Of what they do at their bank nothing is heard. */
  unheard?: true;
  /** How many payments Plaid must have made. Default: one, where the money moves so. */
  payments?: number;
  ends: Outcome;
  /** Stages that it has to pass on the way. */
  through?: Stage[];
};

const credit = { direction: 'credit', network: 'ach', amount: '25.00' } as const;
const debit = { direction: 'debit', network: 'ach', amount: '40.00' } as const;
const paid: Stage[] = ['transferring', 'watching_returns'];

export const stories: readonly Story[] = [
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
    policy: { review: { four_eyes: true } },
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
  { name: 'account not proven', username: 'user_unproven', funding: debit, ends: 'unproven' },
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
    name: 'cancelled by the product',
    username: 'user_good',
    funding: credit,
    cancelled: 'before link',
    ends: 'cancelled',
  },
];

/** The person whom the simulated bank knows as the owner, in every story but those about the owner. */
export const applicant = { legal_name: 'Alberta Bobbeth Charleson', email: 'accountholder0@example.com' };

export type Money = { transfers: number; payments: number };

/** What the bank must hold for a case that ended so. */
export function moneyOf({ funding, ends, transfers, payments = 1 }: Story): Money {
  if ('rail' in funding) return { transfers: 0, payments };
  return { transfers: transfers ?? (['funded', 'returned', 'failed'].includes(ends) ? 1 : 0), payments: 0 };
}
