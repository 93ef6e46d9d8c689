// How many of a tenant's debits may come back. Each share has its counts beside it: below 250 debits a single
// unauthorized return already exceeds Plaid's limit, and a share alone would be misleading.
import { dayBefore } from '../days.ts';

/** Each rate is returned debits over debits. domain/transfers/ach-codes.ts lists the codes of each. */
export const returnRates = ['unauthorized', 'administrative', 'overall'] as const;
export type ReturnRate = (typeof returnRates)[number];

/** Returns the beginning of the sixty days that the rates count, beside today. Days begin at midnight in UTC. */
export const returnsSince = (now: Date): Date => dayBefore(now, 60);

/**
 * In hundredths of a percent. Nacha's limits since 2015-09-18: beyond the unauthorized one it acts, beyond the others
 * it asks. Plaid holds its customers to its own limits, which are lower.
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
  /** Null if there are no debits. */
  share: number | null;
  limits: { plaid: number; nacha: number };
  /** How many returns each limit allows at this number of debits. */
  allowed: { plaid: number; nacha: number };
  exceeded: ('plaid' | 'nacha')[];
};

/** Compares each rate with the limits of Plaid and Nacha. */
export function judgeReturns({ debits, returns }: ReturnCounts): Record<ReturnRate, JudgedRate> {
  const judged = (rate: ReturnRate): JudgedRate => {
    const { plaid, nacha } = returnLimits[rate];
    // In whole numbers: a share exactly at its limit does not exceed it.
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
