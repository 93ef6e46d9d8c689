// Describes the stories of payments, as about.ts does the others.
import type { About } from './stories.ts';

const ends = ['payment-initiation', 'when the payment does, by its webhook alone'] as const;

export const aboutPayments: Record<string, About> = {
  'paid in pounds': {
    about: 'The applicant pays from their own bank in Link, and the money leaves their account.',
    test: ['payment-initiation', 'is funded, and ends with the last status'],
  },
  'paid in euros, bank says no more': {
    about: 'The bank accepts the payment and reports no more: the case is funded, and watches for a week.',
    test: ['payment-silence', 'that is done is read once, when the bank can no longer reject it'],
  },
  'payment fails, another goes through': {
    about: 'A system was down: Gangway offers another payment, and the applicant makes it.',
    test: ['payment-initiation', 'offers another payment after one that failed'],
  },
  'not enough money to pay': { about: 'The bank says so while the applicant is there.', test: [...ends] },
  'each payment blocked': { about: 'Plaid finds each payment too risky; the third one is the last.', test: [...ends] },
  'taken by the bank, then rejected': {
    about: 'The bank rejects the payment a day later: the funded case fails after all.',
    test: [...ends],
  },
  'says no at the bank': {
    about:
      'The applicant cancels the payment at the bank, perhaps because the bank says that the name does not fit the account.',
    test: [...ends],
  },
  'agreement runs out at the bank': {
    about: 'The bank never reports the payment: the case ends as unverified after a week.',
    test: ['payment-silence', 'on its way, is read at growing intervals, as long as the policy says'],
  },
  'not executed in time': {
    about: 'The policy wants more than an accepted payment, and the bank reports no more.',
    test: ['payment-silence', 'on its way, is read at growing intervals, as long as the policy says'],
  },
  'paid in zlotys': {
    about: 'The applicant pays from a bank in Poland, to an account there, in the currency of the country.',
    test: ['payment-initiation', 'is funded, and ends with the last status'],
  },
  'never comes to pay': {
    about: 'The applicant does not come, for 30 days.',
    test: ['payment-silence', 'is read while Link can be finished, and once more after 30 days'],
  },
  'leaves instead of paying': {
    about: 'The applicant leaves Link, and does not come back.',
    test: ['payment-silence', 'is read while Link can be finished, and once more after 30 days'],
  },
  'cancelled before they pay': {
    about: 'You cancel before the applicant pays.',
    test: ['payment-initiation', 'ends, and looks once more when the last Link token has expired'],
  },
  'verified before they pay': {
    about: 'Plaid verifies who the applicant is, as the policy wants.',
    test: ['payment-initiation', 'waits for Plaid to verify the applicant first, if the policy asks for it'],
  },
  'paid, and a part sent back': {
    about: 'The money settles in a virtual account, and you send a part of it back.',
    test: ['payment-initiation', 'is funded, and ends with the last status'],
  },
  'paid, and cannot be sent back': {
    about: "The money settles in a virtual account, but the applicant's account takes no refund.",
    test: ['payment-initiation', 'is funded, and ends with the last status'],
  },
};
