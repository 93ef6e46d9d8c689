// A story: what happens to a person who signs in with a certain username.
import type { Owner, TransferAuthorizationDecisionRationaleCode } from 'plaid';
import type { BankEvent } from '../link/bank-events.ts';

export type Scenario = {
  username: string;
  /** One line for the person who chooses it. */
  about: string;
  /** Whom the bank names as owner. */
  owner: Owner;
  /** Plaid compares nobody with the owner, who can be read all the same. */
  no_match?: true;
  /** What can be spent from the checking account. */
  balance_cents: number;
  /** How the numbers are proven. Default: the bank itself answers (instant Auth). */
  auth?: AuthStory;
  /** What happens around Link. */
  link?: {
    /** The person leaves Link at the login. */
    exits?: true;
    /** How many reads of the account find it not ready yet. */
    not_ready?: number;
  };
  /** What happens at the bank once the client has exchanged its token, or has read the numbers or the owner. */
  at_bank?: { after: 'exchange' | 'numbers' | 'owner'; happens: BankEvent };
  /** How it ends when the person proves who they are. Default: success. */
  verification?: 'failed' | 'pending_review';
  /** Whether Plaid can report on the person's assets. Default: it can. */
  assets?: 'fails';
  /** Whether Plaid can read what the person shares of their income. Default: it can. */
  income?: 'fails';
  transfer?: TransferStory;
  payment?: PaymentStory;
};

/** `owner_known`: Plaid has seen the numbers elsewhere, so that /identity/match answers though nobody signed in. */
export type AuthStory =
  | { method: 'INSTANT_AUTH' | 'INSTANT_MATCH' }
  /** `never`: Plaid does not find its deposit at the bank, and gives up after a week. */
  | { method: 'AUTOMATED_MICRODEPOSITS'; never?: true }
  | { method: 'INSTANT_MICRODEPOSITS'; owner_known?: true }
  | {
      method: 'SAME_DAY_MICRODEPOSITS';
      owner_known?: true;
      /** Plaid sends the deposit only when the day's window closes. */
      unsent?: true;
      /** With which the bank sends the deposit back. */
      return_code?: string;
      /** What the person types when Link asks for the code, one after the other. Default: the right one. */
      codes?: string[];
      /** Where its events are told. */
      feed?: 'transfer';
    }
  | {
      method: 'DATABASE_INSIGHTS';
      owner_known?: true;
      status: 'database_insights_pass' | 'database_insights_pass_with_caution' | 'database_insights_fail';
      name_match_score: number | null;
    };

export type TransferStory = {
  /** Default: by the balance. */
  decision?: 'approved' | 'declined' | 'user_action_required';
  rationale?: Exclude<`${TransferAuthorizationDecisionRationaleCode}`, 'null'>;
  /** Networks on which it is declined for its risk. */
  declined_on?: readonly string[];
  /** The client's own limit is used up until midnight. */
  limited?: true;
  /** Default: settles. */
  ends?: 'settles' | 'fails' | 'returns';
  return_code?: string;
  return_after?: 'settled' | 'funds_available';
  /** It misses the last cut-off of the day, whatever the hour. */
  too_late_today?: true;
  /** How many transfers of the account end so; later ones settle. Default: all. */
  times?: number;
  /** What becomes of a refund. Default: it settles. */
  refund?: 'refused' | 'fails' | 'returns';
  /** Returned near the end of the window for unauthorized entries instead of within days. */
  late?: boolean;
};

export type PaymentStory = {
  /** How far it comes. Default: EXECUTED, as at most banks in the UK. */
  ends?:
    | 'AUTHORISING'
    | 'INITIATED'
    | 'EXECUTED'
    /** To a virtual account. */
    | 'SETTLED'
    | 'INSUFFICIENT_FUNDS'
    | 'FAILED'
    | 'BLOCKED'
    | 'REJECTED'
    | 'CANCELLED';
  /** Only the first payment of the person ends so; the next one is executed. */
  once?: true;
  /** So many characters of the reference does the bank take. */
  reference_length?: number;
  /** With which reversals of the payment fail. Default: they arrive. */
  refund_failure?: 'EXTERNAL_SYSTEM' | 'INVALID';
};
