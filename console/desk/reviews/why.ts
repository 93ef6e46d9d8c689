// Why a case is in review, and what a decision causes.
import type { Schemas } from '../../../packages/client/src/index.ts';
import { spanOf } from '../kit.tsx';
import { reasonWords } from '../words.ts';

type OpenReview = Schemas['OpenReview'];

export function whyOf({ reason, authorization }: OpenReview): string {
  if (reason?.startsWith('risk_not_checked'))
    return `Plaid approved the transfer without its risk check (${authorization?.rationale ?? reason.replace(/^.*: /, '')}).`;
  // A case has no reason where a product of Plaid's is unsure.
  if (reason === null) return 'The identity verification failed, or Plaid’s database is unsure about the account.';
  return reasonWords(reason, null) ?? reason;
}

/** Returns what follows the approval that is needed last, in a sentence. */
export function afterApproval({ rail, direction, reason, identity }: OpenReview): string {
  if (identity === null && reason === null)
    return 'The case goes on: the applicant links a bank, or Gangway uses the account that Plaid is unsure about.';
  if (rail === null) return 'The account counts as the applicant’s, and the case ends as verified. No money moves.';
  if (rail === 'payment-initiation') return 'The applicant is asked to pay from their bank.';
  const way = direction === 'debit' ? 'from the applicant’s account' : 'to the applicant’s account';
  return reason?.startsWith('risk_not_checked')
    ? `Gangway asks Plaid to move the money ${way} now, without Plaid’s risk check.`
    : `Gangway asks Plaid to authorize the transfer, and then moves the money ${way}.`;
}

/** `null`: the review has no end. */
export const timeLeft = (seconds: number | null): string =>
  seconds === null ? 'no deadline' : seconds === 0 ? 'over' : spanOf(seconds * 1_000);
