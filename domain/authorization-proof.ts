// What shows that a person has let us debit their account: kept for whoever has to answer when they dispute it.
import type { AchClass } from './onboarding.ts';

/**
 * Nacha wants the record of an authorization kept for two years from the settlement of its last entry, as its banks pass
 * that on (the rulebook itself was not read); Plaid asks for it after R05, R07, R10, R11 and R29. The settlement lies
 * before the end of the return window, from which we count.
 */
export const proofKeptYears = 2;

/** What was true when the debit was sent. Null: not known. */
export type AuthorizationProof = {
  name: string;
  /** Our id of the Link session in which the person gave access to the account. */
  link: { session: string; finishedAt: string | null };
  account: {
    institution: string | null;
    mask: string | null;
    /** The last four digits. */
    number: string | null;
    routing: string | null;
  };
  terms: { amountCents: number; description: string; achClass: AchClass | null; network: string };
  /** Plaid's decision. */
  authorization: { id: string; decision: string; rationale: string | null; decidedAt: string };
};
