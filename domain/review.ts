// When a review by people is decided.

export const reviewDecisions = ['approve', 'reject'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

export type ReviewPolicy = {
  /** Two different people have to approve. */
  fourEyes: boolean;
};

export type GivenReview = { decision: ReviewDecision; reviewer: string };

/** One rejection rejects, at once. Approvals count once for each reviewer. */
export function reviewVerdict(given: readonly GivenReview[], policy: ReviewPolicy): 'approved' | 'rejected' | 'open' {
  if (given.some(({ decision }) => decision === 'reject')) return 'rejected';
  return approvalsMissing(given, policy) === 0 ? 'approved' : 'open';
}

export function approvalsMissing(given: readonly GivenReview[], { fourEyes }: ReviewPolicy): number {
  const approvers = new Set(given.flatMap(({ decision, reviewer }) => (decision === 'approve' ? reviewer : [])));
  return Math.max(0, (fourEyes ? 2 : 1) - approvers.size);
}

export function hasApproved(given: readonly GivenReview[], reviewer: string): boolean {
  return given.some((one) => one.decision === 'approve' && one.reviewer === reviewer);
}
