// Describes the rarer ways of the money (money-branches.ts).
import { aboutConfirmations } from './confirmations.ts';
import type { About } from './stories.ts';

export const known = ['funded', 'reads the transfer itself'] as const;
export const refused = ['refused', 'and calls nothing after'] as const;

export const aboutMoney: Record<string, About> = {
  'risk not checked, the tenant carries it': {
    about: 'Plaid approves without its risk check, and the policy accepts that.',
    test: [...known],
  },
  'risk not checked, a reviewer carries it': {
    about: 'Plaid approves without its risk check: a reviewer accepts the risk.',
    test: ['transfer', 'goes on once a reviewer accepts the risk'],
  },
  'risk not checked, no reviewer carries it': {
    about: 'Plaid approves without its risk check: no reviewer accepts the risk.',
    test: ['transfer', 'ends declined when a reviewer rejects it, or no reviewer decides'],
  },
  'login stale at the money call': {
    about: 'Plaid could not check the risk because of the login: the applicant repairs it, and Plaid decides again.',
    test: ['broken-login', 'resumes it at the same step'],
  },
  'declined by rtp and the same day, paid by ach': {
    about: 'Plaid declines two networks, and Gangway asks for the next.',
    test: [...known],
  },
  'too late for the same day': {
    about: 'Plaid makes the transfer an ordinary one: you receive onboarding.network_changed.',
    test: ['funded', 'reads the transfer itself, and ends funded, when no event ever comes'],
  },
  'declined the same day, and nothing else will do': {
    about: 'Plaid declines, and the policy allows no other network.',
    test: [...refused],
  },
  'our limit used up until midnight': {
    about: 'The case waits until our limit at Plaid resets.',
    test: ['transfer', 'is retried when the limit resets, or when an operator has raised it'],
  },
  'the Ledger short, then filled': {
    about: 'Our Ledger at Plaid does not cover the credit: the case waits until an operator has filled it.',
    test: ['transfer', 'or for our Ledger to be filled'],
  },
  'the Ledger short, and the policy does not wait': {
    about: 'Our Ledger at Plaid does not cover the credit, and the policy says not to wait.',
    test: [...refused],
  },
  ...aboutConfirmations,
  'cancelled while the bank has not got it': {
    about: 'Plaid takes the transfer back, and no money moves.',
    test: ['funded', 'when the feed says so, without asking Plaid'],
  },
  'a part refunded': {
    about: 'You send a part of the money back; the case stays as it is.',
    test: [...known],
  },
  'refund refused by Plaid': {
    about: 'Plaid refuses the refund for good, and the API answers refund_refused.',
    test: [...known],
  },
  'refund fails': { about: 'The refund never reaches the network, and does not count.', test: [...known] },
  'refund comes back': { about: 'The bank sends the refund back, with its reason.', test: [...known] },
  'refunded, then disputed: paid twice': {
    about: 'The owner disputes a refunded debit: they have the money twice, and an operator gets an alert.',
    test: ['funded', 'watches for returns once funded, and a return ends it'],
  },
  'returned (R01), arrives when made again': {
    about:
      'The account lacked money; Gangway makes the debit again on the next pay-day, as the policy wants, and it arrives.',
    test: ['returned', 'sleeps until the day on which it sends the transfer again, then follows the new one'],
  },
  'returned (R01) every time': {
    about: 'The account lacks money each time, and Gangway makes the debit again twice, which is the limit.',
    test: ['returned', 'ends as returned when the next transfer cannot be made'],
  },
  'returned (R01), called off before it is made again': {
    about: 'You cancel before Gangway makes the debit again: the case ends as returned at once.',
    test: ['returned', 'ends when it was cancelled meanwhile'],
  },
  'no such account (R03), another one linked': {
    about: 'The bank knows no such account: the applicant reads why, links another one, and the money moves with that.',
    test: ['linked-another', 'asks for another account when it cannot use the first'],
  },
  'no such account (R03), no other linked': {
    about: 'The bank knows no such account, and the applicant never comes back.',
    test: ['linked-another', 'ends when the applicant links no other account'],
  },
  'no such account (R03), no other asked for': {
    about: 'The bank knows no such account, and the policy asks for no other.',
    test: ['funded', 'when the feed says so, without asking Plaid'],
  },
  'no such account (R03), the same one linked again': {
    about: 'The applicant links the useless account again, and Gangway does not try it twice.',
    test: ['returned', 'ends as returned when the next transfer cannot be made'],
  },
  'disputed (R10), and the same account again': {
    about: 'The holder disputes a debit, then comes back: none of your cases debits that account again.',
    test: [...refused],
  },
};
