import type { Secret } from '../secret.ts';

/** The bank makes `tokenized` numbers for us alone: another client of Plaid sees different ones. */
export type AccountNumbers = { account: Secret; routing: Secret; tokenized: boolean };

/** As the bank gives them now. Null where it does not say. */
export type FreshNumbers = AccountNumbers & {
  wireRouting: Secret | null;
  /** Whether the account takes credits, and debits, by ACH. */
  transfersIn: boolean | null;
  transfersOut: boolean | null;
};
