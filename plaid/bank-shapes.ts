// An Item and its accounts, as Plaid shows them.

export type BankItem = {
  itemId: string;
  /** The bank's name for people, or its id if Plaid gives no name. */
  institution: string | null;
  institutionId: string | null;
  /** Plaid's error code while the login is broken. */
  error: string | null;
};

export type BankAccount = {
  accountId: string;
  persistentAccountId: string | null;
  name: string | null;
  mask: string | null;
  type: string;
  subtype: string | null;
  /** Null means instant Auth. An open list (domain/bank/account.ts). */
  verificationStatus: string | null;
};
