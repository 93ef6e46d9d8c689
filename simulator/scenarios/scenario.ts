// The shape of a story: the events that a person meets who signs in with a certain username.
import type { Owner, TransferAuthorizationDecisionRationaleCode, TransferAuthorizationPaymentRisk } from 'plaid';
import type { Wire } from '../wire.ts';
import type { BankEvent } from './bank-event.ts';

export type Scenario = {
  username: string;
  /** One line for the reader who chooses a story. */
  about: string;
  /** The owner of the account, as the bank names them. */
  owner: Owner;
  /** /identity/match fails, but the caller can still read the owner. */
  no_match?: true;
  /** The available balance of the checking account. */
  balance_cents: number;
  /** All of the person's accounts are certificates of deposit: they have no numbers and allow no transfers. */
  certificates?: true;
  /** How Plaid proves the numbers. Default: the bank itself gives them (instant Auth). */
  auth?: AuthStory;
  /** Events in Link and right after it. */
  link?: {
    /** The person leaves Link at the login. */
    exits?: true;
    /** How many reads of the numbers find them not ready yet. */
    not_ready?: number;
  };
  /** An event at the bank, after the caller has exchanged its token, or has read the numbers or the owner. */
  at_bank?: { after: 'exchange' | 'numbers' | 'owner'; happens: BankEvent };
  /** How the verification of the person's identity ends. Default: success. */
  verification?: 'failed' | 'pending_review';
  /** Plaid cannot report on the person's assets. Default: it can. */
  assets?: 'fails';
  /** Plaid cannot read the payslips that the person shares. Default: it can. */
  income?: 'fails';
  transfer?: TransferStory;
  payment?: PaymentStory;
};

/** `owner_known`: Plaid has seen the numbers elsewhere, so /identity/match answers without a login. */
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
      /** The code with which the bank returns the deposit. */
      return_code?: string;
      /** The codes that the person types one after the other when Link asks for one. Default: the right one. */
      codes?: string[];
      /** The feed that gets its events. Default: that of bank transfers. */
      feed?: 'transfer';
    }
  | {
      method: 'DATABASE_INSIGHTS';
      owner_known?: true;
      status: 'database_insights_pass' | 'database_insights_pass_with_caution' | 'database_insights_fail';
      name_match_score: number | null;
    };

export type TransferStory = {
  /** Plaid's decision. Default: by the balance. */
  decision?: 'approved' | 'declined' | 'user_action_required';
  rationale?: Exclude<`${TransferAuthorizationDecisionRationaleCode}`, 'null'>;
  /** The risk that Signal sees in a debit, which Plaid adds to its answer. Default: Plaid adds none. */
  risk?: Wire<TransferAuthorizationPaymentRisk>;
  /** The networks on which Plaid declines the transfer for its risk. */
  declined_on?: readonly string[];
  /** The caller's own limit is used up until midnight. */
  limited?: true;
  /** The transfers of each person have a Ledger of their own, with this balance. Default: the client's. */
  ledger_cents?: number;
  /** How the transfer ends. Default: it settles. */
  ends?: 'settles' | 'fails' | 'returns';
  return_code?: string;
  return_after?: 'settled' | 'funds_available';
  /** The transfer misses the last cut-off of the day at any hour. */
  too_late_today?: true;
  /** How many transfers of the account end this way; later ones settle. Default: all. */
  times?: number;
  /** How a refund ends. Default: it settles. */
  refund?: 'refused' | 'fails' | 'returns';
  /** The bank returns the transfer near the end of the window for unauthorized entries. Default: within days. */
  late?: boolean;
};

export type PaymentStory = {
  /** The last status of the payment. Default: EXECUTED, as at most banks in the UK. */
  ends?:
    | 'AUTHORISING'
    | 'INITIATED'
    | 'EXECUTED'
    /** Only a payment to a virtual account settles. */
    | 'SETTLED'
    | 'INSUFFICIENT_FUNDS'
    | 'FAILED'
    | 'BLOCKED'
    | 'REJECTED'
    | 'CANCELLED';
  /** Only the person's first payment ends this way; the bank executes the next one. */
  once?: true;
  /** How many characters of the reference the bank keeps. */
  reference_length?: number;
  /** The reason with which refunds of the payment fail. Default: they arrive. */
  refund_failure?: 'EXTERNAL_SYSTEM' | 'INVALID';
};
