// The stories about linked accounts, and transfers on them (about.ts).
import type { About } from './stories.ts';

export const aboutAccounts: Record<string, About> = {
  'one Link, three payouts and a debit': {
    about: 'The case only verifies the account. Then the tenant pays the person three times, and debits them once.',
    test: ['transfer-on-account', 'moves the money at once, without Link'],
  },
};

export const aboutAccountBranches: Record<string, About> = {
  'verified without money': {
    about: 'The tenant asks for no transfer: the case verifies the account and keeps it.',
    test: ['verified', 'ends verified once the owner matches'],
  },
  'numbers for a processor of the tenant': {
    about: 'The bank made the numbers for the tenant alone, who reads them, and gets a token for a processor.',
    test: ['verified', 'ends verified once the owner matches'],
  },
  'login breaks between two payouts': {
    about: 'Two payouts wait until the person signs in once.',
    test: ['transfer-on-account', 'parks until the login is repaired'],
  },
  "the bank's consent ends before the second payout": {
    about: 'The bank announced it, and nobody renewed it in time: the second payout waits for the new login.',
    test: ['transfer-on-account', 'parks until the login is repaired'],
  },
  'a return holds the account while two wait': {
    about: 'The holder disputes the first debit (R10): the two that wait for a login end as declined.',
    test: ['transfer-on-account', 'parks until the login is repaired'],
  },
};
