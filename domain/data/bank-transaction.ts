// The payments from and to a bank account, as Plaid shows them.

export type BankTransaction = {
  transactionId: string;
  accountId: string;
  /** YYYY-MM-DD: the day of posting, or of the transaction while it is pending. */
  date: string;
  /** Minor units of the currency, positive if money leaves the account. Null if the currency has no ISO code. */
  amountMinor: number | null;
  /** ISO 4217. */
  currency: string | null;
  pending: boolean;
  details: TransactionDetails;
};

/** Personal data: encrypted at rest. */
export type TransactionDetails = {
  /** In the bank's words. */
  name: string | null;
  merchant: string | null;
  counterparties: { name: string; type: string }[];
  /** The pending transaction that this one replaces: Plaid gives a new id when money is posted. */
  pendingTransactionId: string | null;
  /** If the currency has no ISO code: the amount as Plaid's number, and Plaid's name of the currency. */
  unofficial: { amount: number; currency: string } | null;
};

/** Returns the number of decimal digits of the currency: 2 for USD, 0 for JPY. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** -1050 of USD → "-10.50". */
export function formatMinor(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const sign = amountMinor < 0 ? '-' : '';
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
