// Stories about the person's proof of their identity, before they link a bank.
import { userGood } from './good.ts';
import type { Scenario } from './scenario.ts';

export const userIdvFailed: Scenario = {
  ...userGood,
  username: 'user_idv_failed',
  about: 'The document that the person shows is refused',
  verification: 'failed',
};

export const userIdvPending: Scenario = {
  ...userGood,
  username: 'user_idv_pending',
  about: 'The person proves who they are, and their name is on a watchlist: a reviewer must decide',
  verification: 'pending_review',
};
