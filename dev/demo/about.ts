// Describes each story for the table in docs/product.md, with its workflow test: the file, and a part of its title.
import { aboutAccountBranches, aboutAccounts } from './about-accounts.ts';
import { aboutMoney, known, refused } from './about-money.ts';
import { aboutPayments } from './about-payments.ts';
import { branches } from './branches.ts';
import { paymentBranches, paymentStories } from './payment-stories.ts';
import { type About, stories } from './stories.ts';

const funded = ['funded', 'watches for returns once funded'] as const;
const deposit = ['account-verified', 'manual: asks the applicant once'] as const;
const another = ['account-verified', 'asks the applicant for another account, with the reason'] as const;

export const about: Record<string, About> = {
  ...aboutAccounts,
  'paid out by ach': { about: 'The money arrives, and no return comes.', test: [...funded] },
  'pulled in by ach': { about: 'The money is pulled in, and no return comes.', test: [...funded] },
  'paid out the same day': { about: 'The money arrives on the faster network.', test: [...funded] },
  'pulled in the same day': { about: 'The money is pulled in on the faster network.', test: [...funded] },
  'paid out at once by rtp': { about: 'The money arrives within seconds, and no return can come.', test: [...funded] },
  'name alike, reviewer approves': {
    about: "The bank's name is close to the applicant's: a reviewer approves.",
    test: ['review', 'goes on when a reviewer approves it'],
  },
  'name alike, reviewer rejects': {
    about: "The bank's name is close to the applicant's: a reviewer rejects.",
    test: ['review', 'ends rejected when a reviewer rejects it'],
  },
  'name alike, four eyes approve': {
    about: 'Two different reviewers approve, as the policy wants.',
    test: ['four-eyes', 'goes on once two different reviewers have approved it'],
  },
  'joint account': { about: 'One of several owners is the applicant.', test: [...known] },
  'known by a nickname': { about: 'Plaid knows that one name is a nickname of the other.', test: [...known] },
  'account of a business': {
    about: 'A business owns the account: a reviewer decides.',
    test: ['review', 'goes on when a reviewer approves it'],
  },
  'owner compared by us': { about: 'Plaid does not compare, so our own rules do.', test: [...known] },
  'owner not known': {
    about: 'Neither Plaid nor our rules know the owner: a reviewer decides.',
    test: ['review', 'ends rejected when a reviewer rejects it'],
  },
  "someone else's account": {
    about: "The bank's name has nothing in common with the applicant's.",
    test: [...refused],
  },
  'account not verified': {
    about: 'The applicant never types the code beside the deposit.',
    test: ['deposit-sent', 'manual: asks once, although an event says afterwards'],
  },
  'not enough money': { about: 'Plaid declines: NSF.', test: [...refused] },
  'too risky': { about: 'Plaid declines: RISK.', test: [...refused] },
  'risk not checked': {
    about: 'Plaid approves without its risk check, and the policy declines that.',
    test: [...refused],
  },
  'transfer fails': { about: 'No money has moved.', test: ['funded', 'when the feed says so, without asking Plaid'] },
  'returned (R01)': {
    about: 'The bank sends the transfer back.',
    test: ['funded', 'when the feed says so, without asking Plaid'],
  },
  'disputed weeks later (R10)': {
    about: 'The owner disputes a debit that had arrived.',
    test: ['funded', 'opens again when a return comes after everything has closed'],
  },
  'bank login breaks, repaired': {
    about: 'The applicant signs in again, and the step runs again.',
    test: ['broken-login', 'resumes it at the same step'],
  },
  'bank asks for a new login': {
    about: 'The authorization asks for a new login, and the applicant signs in.',
    test: ['broken-login', 'resumes it at the same step'],
  },
  'never opens Link': {
    about: 'The applicant does not come, for 30 days.',
    test: ['abandoned', 'asks Plaid every 25 minutes while Link can be finished, and ends after 30 days'],
  },
  'leaves Link': {
    about: 'The applicant leaves Link, and does not come back.',
    test: ['abandoned', 'ends at once when the applicant left for good'],
  },
  'cancelled by the tenant': {
    about: 'You cancel before the applicant has linked.',
    test: ['cancelled', 'ends while it waits for the applicant'],
  },
  'micro-deposit confirmed': {
    about: 'The applicant types the code beside the deposit, once it can have arrived.',
    test: [...deposit],
  },
  'micro-deposit told among transfers': {
    about: 'The deposit appears in the feed of transfers, and the applicant types the code.',
    test: [...deposit],
  },
  'micro-deposit sent late': { about: 'The deposit leaves only when the window closes.', test: [...deposit] },
  'micro-deposit reversed, another account': {
    about: 'The deposit comes back (R03): the applicant reads why and links another account.',
    test: [...another],
  },
  'three wrong codes, another account': {
    about: 'Plaid ends the Item: the applicant reads why and links another account.',
    test: [...another],
  },
  'three wrong codes, each time': {
    about: 'Plaid ends the Item, and the policy allows no further account.',
    test: ['account-verified', 'three wrong codes: links again, twice at most, then ends as unverified'],
  },
  'micro-deposit found by Plaid': {
    about: 'Plaid confirms by itself, and the applicant does nothing.',
    test: ['account-verified', 'automatic: never asks the applicant to confirm'],
  },
  'micro-deposit never found, another account': {
    about: 'Plaid gives up after a week: the applicant links another account.',
    test: [...another],
  },
  'numbers typed in fit': { about: 'The numbers fit the account that the bank shows.', test: [...known] },
  'code at once, within Link': { about: 'The deposit arrives while the applicant is in Link.', test: [...known] },
  'known to the database': { about: "Plaid's database knows the account.", test: [...known] },
  'database unsure, reviewer rejects': {
    about: "Plaid's database does not know enough: a reviewer rejects.",
    test: ['account-verified', 'is accepted, refused or reviewed, by policy'],
  },
  'database says no, another account': {
    about: "Plaid's database says that the account is closed: the applicant links another one.",
    test: ['account-verified', 'is accepted, refused or reviewed, by policy'],
  },
  'no account that can be used, another one': {
    about: 'The applicant has only certificates of deposit: they read why and link another account.',
    test: ['account-verified', 'links another, twice at most, then ends as unverified'],
  },
  'verified before Link': {
    about: 'Plaid verifies who the applicant is, as the policy wants.',
    test: ['identity-verification', 'links once they have passed'],
  },
  'verification failed, reviewer approves': {
    about: 'Plaid refuses the document: a reviewer approves.',
    test: ['identity-verification', 'passes or not as a reviewer decides'],
  },
  ...aboutAccountBranches,
  'new account chosen': {
    about: 'The bank opens an account, and the applicant chooses it before the case goes on.',
    test: ['item-changes', 'other accounts chosen in Link: the account is read'],
  },
  'consent renewed in time': {
    about: 'The bank will end its consent: the applicant renews it before.',
    test: ['item-changes', 'its date passes without a look'],
  },
  'owner corrected by the bank': {
    about: 'The bank changes the name, and Gangway matches it again.',
    test: ['item-changes', 'the account is read and matched again, and a review of the old one decides nothing'],
  },
  'permission taken back': {
    about: 'The applicant revokes their permission at the bank, before money moves.',
    test: ['item-changes', 'the case ends as abandoned, and says why'],
  },
  'account taken back': {
    about: 'The applicant revokes the account before Gangway reads it, and links no other one.',
    test: ['broken-login', 'ends the case when the applicant does not repair it'],
  },
  ...aboutMoney,
  ...aboutPayments,
};

/** The stories that the demo plays by default. */
export const usualStories = [...stories, ...paymentStories];
export const allStories = [...stories, ...branches, ...paymentStories, ...paymentBranches];
