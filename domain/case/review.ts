// Decides a review by its reviewers' decisions.

export const reviewDecisions = ['approve', 'reject'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

export type ReviewPolicy = {
  /** Two different reviewers have to approve. */
  fourEyes: boolean;
};

export type GivenReview = { decision: ReviewDecision; reviewer: string };

export type ReviewVerdict = 'approved' | 'rejected' | 'open';

/** One rejection rejects, at once. Approvals count once for each reviewer. */
export function reviewVerdict(given: readonly GivenReview[], policy: ReviewPolicy): ReviewVerdict {
  if (given.some(({ decision }) => decision === 'reject')) return 'rejected';
  return approvalsMissing(given, policy) === 0 ? 'approved' : 'open';
}

/** Returns how many approvals are missing, 0 if there are enough. */
export function approvalsMissing(given: readonly GivenReview[], { fourEyes }: ReviewPolicy): number {
  const approvers = new Set(
    given.flatMap(({ decision, reviewer }) => (decision === 'approve' ? sameReviewer(reviewer) : [])),
  );
  return Math.max(0, (fourEyes ? 2 : 1) - approvers.size);
}

export function hasApproved(given: readonly GivenReview[], reviewer: string): boolean {
  return given.some((one) => one.decision === 'approve' && sameReviewer(one.reviewer) === sameReviewer(reviewer));
}

/**
 * Returns a reviewer's id without characters that readers cannot see: in one form of Unicode, with no white space or
 * invisible characters.
 */
export const plainReviewer = (reviewer: string): string =>
  reviewer.normalize('NFKC').replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}]/gu, '');

/** Equal for two spellings of one reviewer: `ops-7`, `ops-7 ` and `OPS-7` are one. */
const sameReviewer = (reviewer: string): string => plainReviewer(plainReviewer(reviewer).toUpperCase().toLowerCase());
