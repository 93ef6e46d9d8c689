// The purpose of a Link token, and the result of its sessions.
import type { ShownAccount } from '../domain/bank/duplicates.ts';
import type { ItemRepair } from '../domain/failure.ts';
import type { PaymentCurrency } from '../domain/payments/currencies.ts';
import type { Secret } from '../domain/secret.ts';

export type LinkPurpose =
  | { mode: 'new' }
  /** A repair of the existing Item, in Link's update mode: sign in, choose its accounts, or consent to more data. */
  | { mode: ItemRepair; accessToken: Secret }
  /** An answer that an authorization asks of the applicant; takes no access token. */
  | { mode: 'authorization'; authorizationId: string }
  /** The applicant shares their income. Plaid allows no other purpose beside it. */
  | { mode: 'income'; user: PlaidUser }
  /** The applicant approves a payment, at the bank. */
  | { mode: 'payment'; paymentId: string; currency: PaymentCurrency; user: PlaidUser };

/** An applicant as a user at Plaid, beside any Item. `token` is null if Plaid gives none: then the id is enough. */
export type PlaidUser = { userId: string; token: Secret | null };

export type LinkToken = { token: Secret; hostedUrl: string; expiresAt: Date };

export type LinkResult = {
  /** The applicant succeeded, in one of the token's sessions. */
  finished: boolean;
  /** The applicant left without a success; `needsNewLink`: because of an error that this Link would meet again. */
  left?: true;
  needsNewLink?: true;
  publicTokens: Secret[];
  /** The bank, name and mask of the account behind the first token, as Link showed them. */
  shown?: ShownAccount;
};
