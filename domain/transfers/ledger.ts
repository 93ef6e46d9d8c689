// Plaid's Ledger: the money of our client there, from which Plaid pays credits and refunds.

/** Both may be below zero. The pending money becomes available within days. */
export type LedgerBalance = { availableCents: number; pendingCents: number };
