// Stories about the transfer.
import { userGood } from './good.ts';
import type { Scenario } from './scenario.ts';

export const userNsf: Scenario = {
  ...userGood,
  username: 'user_nsf',
  about: 'Plaid declines the transfer, because the account has less money',
  balance_cents: 1_00,
};

export const userRisk: Scenario = {
  ...userGood,
  username: 'user_risk',
  about: 'Plaid declines the transfer for its risk',
  balance_cents: 0,
};

export const userNoRiskCheck: Scenario = {
  ...userGood,
  username: 'user_no_risk_check',
  about: 'Plaid approves the transfer, but has not run the risk check',
  transfer: { decision: 'approved', rationale: 'MANUALLY_VERIFIED_ITEM' },
};

export const userScored: Scenario = {
  ...userGood,
  username: 'user_scored',
  about: 'Plaid scores the debit as risky: the rule set `first-payment` declines it, the others do not',
  transfer: {
    risk: {
      risk_level: 'MEDIUM_HIGH_RISK',
      bank_initiated_return_score: 82,
      customer_initiated_return_score: 35,
      warnings: [],
    },
  },
};

export const userStaleLogin: Scenario = {
  ...userGood,
  username: 'user_stale_login',
  about: 'The login breaks after the match: Plaid approves without a risk check until the person signs in again',
  at_bank: { after: 'owner', happens: { event: 'login_broken' } },
};

export const userDeclinedFast: Scenario = {
  ...userGood,
  username: 'user_declined_fast',
  about: 'Plaid declines rtp and same-day-ach for their risk, and approves ach',
  transfer: { declined_on: ['rtp', 'same-day-ach'] },
};

export const userLimited: Scenario = {
  ...userGood,
  username: 'user_limited',
  about: "Plaid declines until midnight in New York, because the client's own limit is used up",
  transfer: { limited: true },
};

export const userLedgerShort: Scenario = {
  ...userGood,
  username: 'user_ledger_short',
  about: "Plaid declines a credit, and refuses a refund, until the Ledger's balance covers it: it begins with nothing",
  transfer: { ledger_cents: 0 },
};

export const userActionRequired: Scenario = {
  ...userGood,
  username: 'user_action_required',
  about: 'Plaid asks the person to sign in again, and then approves the transfer',
  transfer: { decision: 'user_action_required', rationale: 'ITEM_LOGIN_REQUIRED' },
};

export const userFailed: Scenario = {
  ...userGood,
  username: 'user_failed',
  about: 'The transfer fails before any money moves',
  transfer: { ends: 'fails' },
};

export const userReturned: Scenario = {
  ...userGood,
  username: 'user_returned',
  about: 'The bank returns the transfer for insufficient funds (R01)',
  transfer: { ends: 'returns', return_code: 'R01', return_after: 'settled' },
};

export const userReturnedOnce: Scenario = {
  ...userGood,
  username: 'user_returned_once',
  about: 'The bank returns the first transfer for insufficient funds (R01), and the next one arrives',
  transfer: { ends: 'returns', return_code: 'R01', return_after: 'settled', times: 1 },
};

export const userNoAccount: Scenario = {
  ...userGood,
  username: 'user_no_account',
  about: 'The bank returns the transfer, because it has no such account (R03)',
  transfer: { ends: 'returns', return_code: 'R03', return_after: 'settled' },
};

export const userDisputes: Scenario = {
  ...userGood,
  username: 'user_disputes',
  about: 'The holder says at once that they did not permit the debit (R10)',
  transfer: { ends: 'returns', return_code: 'R10', return_after: 'settled' },
};

export const userTooLateToday: Scenario = {
  ...userGood,
  username: 'user_too_late_today',
  about: 'A same-day transfer misses the last cut-off of the day, and becomes an ordinary one',
  transfer: { too_late_today: true },
};

export const userLateReturn: Scenario = {
  ...userGood,
  username: 'user_late_return',
  about: 'The owner disputes the transfer weeks after it succeeded (R10)',
  transfer: { ends: 'returns', return_code: 'R10', return_after: 'funds_available', late: true },
};

export const userRefundRefused: Scenario = {
  ...userGood,
  username: 'user_refund_refused',
  about: 'Plaid refuses a refund, whatever the Ledger holds',
  transfer: { refund: 'refused' },
};

export const userRefundFails: Scenario = {
  ...userGood,
  username: 'user_refund_fails',
  about: 'A refund never reaches the network',
  transfer: { refund: 'fails' },
};

export const userRefundReturned: Scenario = {
  ...userGood,
  username: 'user_refund_returned',
  about: 'The bank sends a refund back (R03)',
  transfer: { refund: 'returns' },
};
