// Stories about the ways in which Plaid proves the numbers of the account.
import { userGood } from './good.ts';
import type { AuthStory, Scenario } from './scenario.ts';

const story = (username: string, about: string, auth: AuthStory): Scenario => ({ ...userGood, username, about, auth });

export const provingStories: readonly Scenario[] = [
  story('user_instant_match', 'The bank masks the numbers: the person types them, and they fit', {
    method: 'INSTANT_MATCH',
  }),
  story('user_automated_micro_deposits', 'Plaid proves the numbers by a deposit that it finds the next banking day', {
    method: 'AUTOMATED_MICRODEPOSITS',
  }),
  story('user_automated_expired', 'Plaid never finds its deposit, and gives up after a week', {
    method: 'AUTOMATED_MICRODEPOSITS',
    never: true,
  }),
  story(
    'user_instant_micro_deposits',
    'The person types the numbers, and a code that arrives at once proves them in Link',
    {
      method: 'INSTANT_MICRODEPOSITS',
    },
  ),
  story('user_micro_deposits', 'The person types the numbers, and the next banking day the code beside a deposit', {
    method: 'SAME_DAY_MICRODEPOSITS',
    owner_known: true,
  }),
  story('user_micro_deposits_unsent', 'As user_micro_deposits, but the deposit leaves only when the window closes', {
    method: 'SAME_DAY_MICRODEPOSITS',
    owner_known: true,
    unsent: true,
  }),
  story('user_micro_deposits_transfer_feed', 'As user_micro_deposits, with its events in the transfer feed', {
    method: 'SAME_DAY_MICRODEPOSITS',
    owner_known: true,
    feed: 'transfer',
  }),
  story(
    'user_micro_deposits_reversed',
    'The person types numbers of no account, so the bank returns the deposit (R03)',
    {
      method: 'SAME_DAY_MICRODEPOSITS',
      return_code: 'R03',
    },
  ),
  story('user_micro_deposits_wrong_code', 'The person types the numbers, and then three wrong codes', {
    method: 'SAME_DAY_MICRODEPOSITS',
    codes: ['XYZ', 'YZX', 'ZXY'],
  }),
  story('user_unverified', 'The person types the numbers, and never types the code', {
    method: 'SAME_DAY_MICRODEPOSITS',
    codes: [],
  }),
  story('user_database_pass', 'The person types the numbers, and Plaid knows them', {
    method: 'DATABASE_INSIGHTS',
    status: 'database_insights_pass',
    name_match_score: 95,
    owner_known: true,
  }),
  story('user_database_caution', 'The person types the numbers, and Plaid knows only that their format is valid', {
    method: 'DATABASE_INSIGHTS',
    status: 'database_insights_pass_with_caution',
    name_match_score: null,
  }),
  story('user_database_fail', 'The person types the numbers, and Plaid knows that the account was closed', {
    method: 'DATABASE_INSIGHTS',
    status: 'database_insights_fail',
    name_match_score: null,
  }),
];
