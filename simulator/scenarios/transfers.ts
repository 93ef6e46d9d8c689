// Stories about the money.
import { userGood } from './good.ts';
import type { Scenario } from './scenario.ts';

export const userNsf: Scenario = {
  ...userGood,
  username: 'user_nsf',
  about: 'Less money than asked for: declined',
  balance_cents: 1_00,
};

export const userRisk: Scenario = {
  ...userGood,
  username: 'user_risk',
  about: 'Declined for its risk',
  balance_cents: 0,
};

export const userNoRiskCheck: Scenario = {
  ...userGood,
  username: 'user_no_risk_check',
  about: 'Approved, but the risk check did not run',
  transfer: { decision: 'approved', rationale: 'MANUALLY_VERIFIED_ITEM' },
};

export const userStaleLogin: Scenario = {
  ...userGood,
  username: 'user_stale_login',
  about: 'The login breaks once the owner is known: approved without a risk check until the person signs in again',
  at_bank: { after: 'owner', happens: { event: 'login_broken' } },
};

export const userDeclinedFast: Scenario = {
  ...userGood,
  username: 'user_declined_fast',
  about: 'Declined for its risk on rtp and on the same day, approved by ordinary ach',
  transfer: { declined_on: ['rtp', 'same-day-ach'] },
};

export const userLimited: Scenario = {
  ...userGood,
  username: 'user_limited',
  about: "Declined until midnight in New York: the client's own limit is used up",
  transfer: { limited: true },
};

export const userActionRequired: Scenario = {
  ...userGood,
  username: 'user_action_required',
  about: 'The authorization asks the person to sign in again, then approves',
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
  about: 'A refund is refused: there is not enough in the ledger',
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
