// What happens in each story and what the case does about it, for the table in docs/product.md; and the test of the
// workflow that goes the same way: its file in test/workflows/, and a part of its title.
import { aboutPayments } from './about-payments.ts';
import { branches } from './branches.ts';
import { paymentBranches, paymentStories } from './payment-stories.ts';
import { stories } from './stories.ts';

export type About = { about: string; test: [file: string, title: string] };

const funded = ['funded', 'watches for returns once funded'] as const;
const known = ['funded', 'reads the transfer itself'] as const;
const refused = ['refused', 'and calls nothing after'] as const;
const deposit = ['account-proven', 'manual: asks the person once'] as const;
const another = ['account-proven', 'tells the person why, and lets them link another account'] as const;

export const about: Record<string, About> = {
  'paid out by ach': { about: 'The money arrives, and no return comes.', test: [...funded] },
  'pulled in by ach': { about: 'The same from the account to us.', test: [...funded] },
  'paid out the same day': { about: 'The same on the faster network.', test: [...funded] },
  'pulled in the same day': { about: 'The same from the account to us.', test: [...funded] },
  'paid out at once by rtp': { about: 'The money arrives within seconds, for good.', test: [...funded] },
  'name alike, reviewer approves': {
    about: "The bank's name is close to the applicant's: a person decides.",
    test: ['review', 'goes on when a person approves it'],
  },
  'name alike, reviewer rejects': {
    about: 'The same.',
    test: ['review', 'ends rejected when a person rejects it'],
  },
  'name alike, four eyes approve': {
    about: 'Two different people have to approve, by policy.',
    test: ['four-eyes', 'goes on once two different people have approved it'],
  },
  'joint account': { about: 'One of several owners is the applicant.', test: [...known] },
  'known by a nickname': { about: 'Plaid knows that both names are one.', test: [...known] },
  'account of a business': {
    about: 'A business owns the account: a person decides.',
    test: ['review', 'goes on when a person approves it'],
  },
  'owner compared by us': { about: 'Plaid does not compare, so our own rules do.', test: [...known] },
  'owner not known': {
    about: 'Neither Plaid nor we know the owner: a person decides.',
    test: ['review', 'ends rejected when a person rejects it'],
  },
  "someone else's account": { about: "The bank's name has nothing of the applicant's.", test: [...refused] },
  'account not proven': {
    about: 'The code beside the deposit is never typed in.',
    test: ['account-proven', 'manual: without news that it was posted, asks nobody'],
  },
  'not enough money': { about: 'Plaid declines: NSF.', test: [...refused] },
  'too risky': { about: 'Plaid declines: RISK.', test: [...refused] },
  'risk not checked': { about: 'Plaid approves without its risk check, which counts as a no.', test: [...refused] },
  'transfer fails': { about: 'No money has moved.', test: ['funded', 'when the feed says so, without asking Plaid'] },
  'returned (R01)': {
    about: 'The bank takes it back.',
    test: ['funded', 'when the feed says so, without asking Plaid'],
  },
  'disputed weeks later (R10)': {
    about: 'The owner disputes what had arrived.',
    test: ['funded', 'opens again when a return comes after everything has closed'],
  },
  'bank login breaks, repaired': {
    about: 'The person signs in again, and the same step goes on.',
    test: ['trouble', 'resumes it at the same step'],
  },
  'bank asks for a new login': {
    about: 'The authorization asks for it; the person does it.',
    test: ['trouble', 'resumes it at the same step'],
  },
  'never opens Link': {
    about: 'Nobody comes, for 30 days.',
    test: ['abandoned', 'asks Plaid every 25 minutes while Link can be finished, and ends after 30 days'],
  },
  'leaves Link': {
    about: 'The person leaves for good.',
    test: ['abandoned', 'ends at once when the person left for good'],
  },
  'cancelled by the product': {
    about: 'Before the person has linked.',
    test: ['cancelled', 'ends while it waits for the person'],
  },
  'micro-deposit confirmed': {
    about: 'The person types the code beside the deposit, once it can have arrived.',
    test: [...deposit],
  },
  'micro-deposit told among transfers': { about: 'The same, told in the feed of transfers.', test: [...deposit] },
  'micro-deposit sent late': { about: 'The deposit leaves only when the window closes.', test: [...deposit] },
  'micro-deposit reversed, another account': {
    about: 'The deposit comes back (R03): the person is told why and links another account.',
    test: [...another],
  },
  'three wrong codes, another account': {
    about: 'Plaid ends the Item: the person is told why and links another account.',
    test: [...another],
  },
  'three wrong codes, each time': {
    about: 'No further account is allowed, by policy.',
    test: ['account-proven', 'three wrong codes: links again, twice at most, then ends as unproven'],
  },
  'micro-deposit found by Plaid': {
    about: 'Plaid confirms by itself: nobody is asked.',
    test: ['account-proven', 'automatic: is never asked to confirm'],
  },
  'micro-deposit never found, another account': {
    about: 'Plaid gives up after a week: the person links another account.',
    test: [...another],
  },
  'numbers typed in fit': { about: 'They fit what the bank shows of the account.', test: [...known] },
  'code at once, within Link': { about: 'The deposit arrives while the person is in Link.', test: [...known] },
  'known to the database': { about: "Plaid's database knows the account.", test: [...known] },
  'database unsure, reviewer rejects': {
    about: 'It does not know enough: a person decides, by policy.',
    test: ['account-proven', 'is accepted, refused or reviewed, by policy'],
  },
  'database says no, another account': {
    about: 'It knows that the account is closed: the person links another one.',
    test: ['account-proven', 'is accepted, refused or reviewed, by policy'],
  },
  'verified before Link': {
    about: 'Plaid verifies who the person is, by policy.',
    test: ['identity-verification', 'links once they have passed'],
  },
  'verification failed, reviewer approves': {
    about: 'Their document is refused: a person decides.',
    test: ['identity-verification', 'is let pass by a reviewer, or not'],
  },
  'new account chosen': {
    about: 'The bank opens an account, and the person chooses it before the case goes on.',
    test: ['item-changes', 'other accounts chosen in Link: the same'],
  },
  'consent renewed in time': {
    about: 'The bank will end its consent: the person renews it before.',
    test: ['item-changes', 'its date passes without a look'],
  },
  'owner corrected by the bank': {
    about: 'The name is matched again as soon as the bank has changed it.',
    test: ['item-changes', 'the account is read and matched again, and a review of the old one decides nothing'],
  },
  'permission taken back': {
    about: 'The person revokes at their bank, before money.',
    test: ['item-changes', 'the case ends as abandoned, and says why'],
  },
  'account taken back': {
    about: 'The same for the account, before it was read: they are asked for another one, and do nothing.',
    test: ['trouble', 'ends the case when nobody repairs it'],
  },
  'risk not checked, the product carries it': {
    about: 'By policy, such an approval is good enough.',
    test: [...known],
  },
  'risk not checked, a reviewer carries it': {
    about: 'By policy, a person decides.',
    test: ['payment', 'goes on once a reviewer carries the risk'],
  },
  'risk not checked, no reviewer carries it': {
    about: 'The same.',
    test: ['payment', 'ends declined when a reviewer does not, or nobody decides'],
  },
  'login stale at the money call': {
    about: 'Plaid could not check the risk because of the login: the person repairs it, and Plaid decides anew.',
    test: ['trouble', 'resumes it at the same step'],
  },
  'declined by rtp and the same day, paid by ach': { about: 'The next network is tried, by policy.', test: [...known] },
  'too late for the same day': {
    about: 'Plaid makes the transfer an ordinary one without a word: the product is told.',
    test: ['funded', 'reads the transfer itself, and ends funded, when no event ever comes'],
  },
  'declined the same day, and nothing else will do': { about: 'No other network, by policy.', test: [...refused] },
  'our limit used up until midnight': {
    about: 'The case waits until our limit at Plaid resets.',
    test: ['payment', 'is tried again when it is reset, or when an operator has raised it'],
  },
  'cancelled while the bank has not got it': {
    about: 'Plaid takes the transfer back, and no money moves.',
    test: ['funded', 'when the feed says so, without asking Plaid'],
  },
  'a part refunded': {
    about: 'The product sends a part of the money back; the case stays as it is.',
    test: [...known],
  },
  'refund refused by Plaid': { about: 'Our ledger at Plaid is too low: the product is told.', test: [...known] },
  'refund fails': { about: 'It never reaches the network, and counts for nothing.', test: [...known] },
  'refund comes back': { about: 'The bank sends it back, with its reason.', test: [...known] },
  'refunded, then disputed: paid twice': {
    about: 'The owner disputes what was refunded: the person has their money twice, and somebody is alerted.',
    test: ['funded', 'watches for returns once funded, and a return ends it'],
  },
  'returned (R01), arrives when made again': {
    about: 'The money was not there; it is presented again on the next pay-day, by policy, and arrives.',
    test: ['returned', 'sleeps until the day on which it is presented again, then follows the new transfer'],
  },
  'returned (R01) every time': {
    about: 'The same, and it is not there then either: twice more is the most that is allowed.',
    test: ['returned', 'ends as its last payment does where that cannot be made'],
  },
  'returned (R01), called off before it is made again': {
    about: 'The product no longer wants it: the case ends as returned at once.',
    test: ['returned', 'ends when it was called off meanwhile'],
  },
  'no such account (R03), another one linked': {
    about: 'The bank knows no such account: the person is told, links another one, and the money is moved with that.',
    test: ['linked-another', 'asks for another account where the first is of no use'],
  },
  'no such account (R03), no other linked': {
    about: 'The same, but the person never comes back.',
    test: ['linked-another', 'gives up a person who links no other account'],
  },
  'no such account (R03), no other asked for': {
    about: 'The same, and by policy nobody is asked.',
    test: ['funded', 'when the feed says so, without asking Plaid'],
  },
  'no such account (R03), the same one linked again': {
    about: 'An account that was of no use is not tried twice.',
    test: ['returned', 'ends as its last payment does where that cannot be made'],
  },
  'disputed (R10), and the same account again': {
    about: 'The holder disputes a debit, then comes back: no case of the product debits that account any more.',
    test: [...refused],
  },
  ...aboutPayments,
};

/** What the demo plays unless told otherwise. */
export const usualStories = [...stories, ...paymentStories];
export const allStories = [...stories, ...branches, ...paymentStories, ...paymentBranches];
