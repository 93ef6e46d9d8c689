// Decides a review by its reviewers' decisions.

export const reviewDecisions = ['approve', 'reject'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** Why a reviewer decided so, so that tenants can tune their policy: for which decisions, and its meaning. */
export const reviewReasonRows = {
  name_variant: { for: ['approve'], words: 'the two names are of one person: maiden name, nickname, another spelling' },
  joint_account: { for: ['approve'], words: 'the applicant is one of several owners' },
  business_owner: { for: ['approve'], words: "the account is that of the applicant's own business" },
  document_seen: { for: ['approve'], words: 'a document shows that the account, or the name, is theirs' },
  risk_accepted: { for: ['approve'], words: 'the risk is known, and small enough' },
  name_mismatch: { for: ['reject'], words: 'the two names are not of one person' },
  third_party_account: { for: ['reject'], words: 'the account belongs to another person' },
  suspected_fraud: { for: ['reject'], words: 'the reviewer suspects fraud' },
  no_response: { for: ['reject'], words: 'the applicant did not answer the questions of the reviewer' },
  risk_too_high: { for: ['reject'], words: 'the risk is too high' },
  other: { for: ['approve', 'reject'], words: 'another reason, which the note may tell' },
} as const satisfies Record<string, { for: readonly ReviewDecision[]; words: string }>;
export type ReviewReason = keyof typeof reviewReasonRows;
export const reviewReasons = Object.keys(reviewReasonRows) as [ReviewReason, ...ReviewReason[]];

/** Returns the reasons that this decision may name. */
export const reasonsFor = (decision: ReviewDecision): ReviewReason[] =>
  reviewReasons.filter((reason) => reviewReasonRows[reason].for.some((one) => one === decision));

/** How long a case stays with the reviewer who took it. Then it is free again. */
export const assignedForMinutes = 30;

export type ReviewPolicy = {
  /** Two different reviewers have to approve. */
  fourEyes: boolean;
  /** They have to use different API keys, so that the holder of one key cannot be both. */
  differentKeys?: boolean;
};

/** `key`: the id of the API key by which the decision came. Null: an operator's command. */
export type GivenReview = { decision: ReviewDecision; reviewer: string; key?: string | null };

export type ReviewVerdict = 'approved' | 'rejected' | 'open';

/** One rejection rejects, at once. Approvals count once for each reviewer. */
export function reviewVerdict(given: readonly GivenReview[], policy: ReviewPolicy): ReviewVerdict {
  if (given.some(({ decision }) => decision === 'reject')) return 'rejected';
  return approvalsMissing(given, policy) === 0 ? 'approved' : 'open';
}

/** Returns how many approvals are missing, 0 if there are enough. */
export function approvalsMissing(given: readonly GivenReview[], policy: ReviewPolicy): number {
  const approvals = given.filter(({ decision }) => decision === 'approve');
  const two = approvals.some((one) => approvals.some((other) => sameApprover(one, other, policy) === null));
  const counted = two ? 2 : Math.min(approvals.length, 1);
  return Math.max(0, (policy.fourEyes ? 2 : 1) - counted);
}

/** By what two approvals are of one person, as far as Gangway can tell. Null: of two. */
export type SameApprover = 'reviewer' | 'key' | null;

type Approver = Pick<GivenReview, 'reviewer' | 'key'>;

function sameApprover(one: Approver, other: Approver, { differentKeys }: ReviewPolicy): SameApprover {
  const sameKey = (one.key ?? null) === (other.key ?? null);
  if (isSameReviewer(one.reviewer, other.reviewer)) return 'reviewer';
  if (sameKey && isNamedByKey(one) && isNamedByKey(other)) return 'reviewer';
  return differentKeys && sameKey ? 'key' : null;
}

/** True for a person of the console, whose id is their key. The name before it may change: `ines-moor.op000001`. */
const isNamedByKey = ({ reviewer, key }: Approver): boolean => reviewer.split('.').at(-1) === key;

/** Returns by what this approver has approved before. */
export function hasApprovedAs(given: readonly GivenReview[], approver: Approver, policy: ReviewPolicy): SameApprover {
  const same = given.flatMap((one) => (one.decision === 'approve' ? [sameApprover(one, approver, policy)] : []));
  return same.find((by) => by === 'reviewer') ?? same.find((by) => by === 'key') ?? null;
}

/**
 * Returns a reviewer's id without characters that readers cannot see: in one form of Unicode, with no white space or
 * invisible characters.
 */
export const plainReviewer = (reviewer: string): string =>
  reviewer.normalize('NFKC').replace(/[\s\p{C}\p{Default_Ignorable_Code_Point}]/gu, '');

/** Signs and pairs of signs that look alike, of those that a reviewer's id may contain. */
const lookAlikes: [RegExp, string][] = [
  [/0/g, 'o'],
  [/[1i]/g, 'l'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
];

/** True for two spellings of one reviewer: `ops-7`, `ops-7 `, `OPS-7` and `0ps-7` are one. */
export const isSameReviewer = (one: string, other: string): boolean => spelling(one) === spelling(other);

const spelling = (reviewer: string): string =>
  lookAlikes.reduce(
    (text, [looks, like]) => text.replace(looks, like),
    plainReviewer(plainReviewer(reviewer).toUpperCase().toLowerCase()),
  );
