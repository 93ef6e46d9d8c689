// A story: what happens to a person who signs in with a certain username.
import type { AccountBaseVerificationStatusEnum, Owner, TransferAuthorizationDecisionRationaleCode } from 'plaid';
import type { BankEvent } from '../link/bank-events.ts';

export type Scenario = {
  username: string;
  /** One line for the person who chooses it. */
  about: string;
  /** Whom the bank names as owner. */
  owner: Owner;
  /** What can be spent from the checking account. */
  balance_cents: number;
  /** Null: instant Auth. */
  verification_status: `${AccountBaseVerificationStatusEnum}` | null;
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
  transfer?: TransferStory;
};

export type TransferStory = {
  /** Default: by the balance. */
  decision?: 'approved' | 'declined' | 'user_action_required';
  rationale?: Exclude<`${TransferAuthorizationDecisionRationaleCode}`, 'null'>;
  /** Default: settles. */
  ends?: 'settles' | 'fails' | 'returns';
  return_code?: string;
  return_after?: 'settled' | 'funds_available';
  /** Returned near the end of the window for unauthorized entries instead of within days. */
  late?: boolean;
};
