// What happens in the stories of payments: as about.ts.
import type { About } from './about.ts';

const ends = ['payment-initiation', 'where the payment does, heard by its webhook alone'] as const;

export const aboutPayments: Record<string, About> = {
  'paid in pounds': {
    about: 'The person pays from their own bank in Link, and the money leaves their account.',
    test: ['payment-initiation', 'is funded, and over with the last word'],
  },
  'paid in euros, bank says no more': {
    about: 'The bank has accepted the payment and tells nothing after that: funded, and watched for a week, by policy.',
    test: ['payment-silence', 'that is done is looked at once, when nobody can reject it any more'],
  },
  'payment fails, another goes through': {
    about: 'A system was down: the person is offered another payment, and makes it.',
    test: ['payment-initiation', 'offers another payment after one that came to nothing'],
  },
  'not enough money to pay': { about: 'The bank says so while the person is there.', test: [...ends] },
  'each payment blocked': { about: 'Plaid holds them to be too risky; the third one is the last.', test: [...ends] },
  'taken by the bank, then rejected': {
    about: 'A day later the bank rejects it: what was funded has failed after all.',
    test: [...ends],
  },
  'says no at the bank': {
    about:
      'The person cancels the payment there, perhaps because the bank says that the name is not that of the account.',
    test: [...ends],
  },
  'agreement runs out at the bank': {
    about: 'What the person did at their bank nobody ever hears: not proven, after a week by policy.',
    test: ['payment-silence', 'on its way, is looked at further and further apart, as long as the policy says'],
  },
  'not executed in time': {
    about: 'By policy that it was accepted is not enough, and the bank says no more.',
    test: ['payment-silence', 'on its way, is looked at further and further apart, as long as the policy says'],
  },
  'never comes to pay': {
    about: 'Nobody comes, for 30 days.',
    test: ['payment-silence', 'is looked at while Link can be finished, and once more after 30 days'],
  },
  'leaves instead of paying': {
    about: 'The person leaves Link, and does not come back.',
    test: ['payment-silence', 'is looked at while Link can be finished, and once more after 30 days'],
  },
  'cancelled before they pay': {
    about: 'The product thinks better of it.',
    test: ['payment-initiation', 'ends, and looks once more when the last Link token has run out'],
  },
  'verified before they pay': {
    about: 'Plaid verifies who the person is, by policy.',
    test: ['payment-initiation', 'waits for Plaid to verify the person first, where the product asks for it'],
  },
  'paid, and a part sent back': {
    about: 'Paid into a virtual account: there Plaid knows that the money has arrived, and can send it back.',
    test: ['payment-initiation', 'is funded, and over with the last word'],
  },
  'paid, and cannot be sent back': {
    about: "The same; but the person's account takes no money, and the product is told.",
    test: ['payment-initiation', 'is funded, and over with the last word'],
  },
};
