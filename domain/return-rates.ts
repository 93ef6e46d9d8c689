// How many of a tenant's debits may come back. Counts are shown beside each share: below 250 debits a single
// unauthorized return is over Plaid's limit already, and a share alone would say nothing.

/** What the rates count (domain/ach-codes.ts says which code belongs to which): returned debits over debits. */
export const returnRates = ['unauthorized', 'administrative', 'overall'] as const;
export type ReturnRate = (typeof returnRates)[number];

/** The rates look back on sixty days, rolling. */
export const returnsSince = (now: Date): Date => new Date(now.getTime() - 60 * 86_400_000);

/**
 * In hundredths of a percent. Nacha's since 2015-09-18: the unauthorized one is a limit, past the others it asks.
 * Plaid's own, which are lower, are what it holds its customers to.
 */
export const returnLimits: Record<ReturnRate, { plaid: number; nacha: number }> = {
  unauthorized: { plaid: 40, nacha: 50 },
  administrative: { plaid: 250, nacha: 300 },
  overall: { plaid: 1200, nacha: 1500 },
};

export type ReturnCounts = { debits: number; returns: Record<ReturnRate, number> };

export type JudgedRate = {
  returns: number;
  debits: number;
  /** Null where there is nothing to divide by. */
  share: number | null;
  limits: { plaid: number; nacha: number };
  /** How many returns each would bear at this number of debits. */
  allowed: { plaid: number; nacha: number };
  exceeded: ('plaid' | 'nacha')[];
};

export function judgeReturns({ debits, returns }: ReturnCounts): Record<ReturnRate, JudgedRate> {
  const judged = (rate: ReturnRate): JudgedRate => {
    const { plaid, nacha } = returnLimits[rate];
    // In whole numbers: a share that stands exactly at its limit does not exceed it.
    const allowed = {
      plaid: Math.floor((debits * plaid) / 10_000),
      nacha: Math.floor((debits * nacha) / 10_000),
    };
    return {
      returns: returns[rate],
      debits,
      share: debits === 0 ? null : returns[rate] / debits,
      limits: { plaid: plaid / 10_000, nacha: nacha / 10_000 },
      allowed,
      exceeded: (['plaid', 'nacha'] as const).filter((by) => returns[rate] > allowed[by]),
    };
  };
  return {
    unauthorized: judged('unauthorized'),
    administrative: judged('administrative'),
    overall: judged('overall'),
  };
}
