// The record that an applicant authorized a debit of their account: kept as evidence for a dispute.
import type { AchClass } from '../case/onboarding.ts';
import type { DebitConsent } from './consent.ts';

/**
 * Nacha wants the record of an authorization kept for two years from the settlement of its last entry, according to its
 * member banks (the rulebook itself was not read). Plaid asks for it after R05, R07, R10, R11 and R29. Settlement
 * precedes the end of the return window, from which we count.
 */
export const proofKeptYears = 2;

/** The facts at the time of the debit. Null: not known. */
export type AuthorizationProof = {
  name: string;
  /** Our id of the Link session in which the applicant gave access to the account. */
  link: { session: string; finishedAt: string | null };
  /** To what the person agreed. Null if the tenant sent nothing with an onboarding. */
  consent: DebitConsent | null;
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
