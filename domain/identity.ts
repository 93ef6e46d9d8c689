// Who owns the account: scores per field, judged by thresholds into a decision that can be explained. Scores are 0 to
// 100, and null where either side has no data, which is not the same as 0 (Plaid, AccountIdentityMatchScore).

export const identityFields = ['legal_name', 'email', 'phone', 'address'] as const;
export type IdentityField = (typeof identityFields)[number];
export type IdentityScores = Record<IdentityField, number | null>;

/** What else was seen. What is not known is not listed. */
export type IdentityFlag =
  /** One name is a nickname of the other. */
  | 'nickname'
  /** A first or a last name is the same: Plaid takes that for a member of the family. */
  | 'partial_name'
  /** One of the two names that were compared is that of a business. */
  | 'business'
  | 'postal_code'
  /** The bank names more than one owner. */
  | 'joint_owners';

/** `duplicate_account`: other cases have it too, and the policy wants that looked at. */
export type JudgementFlag = IdentityFlag | 'duplicate_account';

/** How one owner compares with the applicant. */
export type IdentityEvidence = { scores: IdentityScores; flags: readonly IdentityFlag[] };

/** Who compared: Plaid, or we by our own rules (domain/compare-owners.ts) where Plaid does not. Null: nobody could. */
export type IdentitySource = 'plaid_match' | 'own_rules' | null;

export type IdentityPolicy = {
  thresholds: Record<IdentityField, number>;
  /** Whether a match that rests on a nickname, or on the name of a business, is enough or goes to review. */
  nicknames: 'accept' | 'review';
  businesses: 'accept' | 'review';
};

/**
 * Plaid recommends 70 and calls 85 to 99 a strong match of names, 70 to 84 a partial one (NameMatchScore). Partial is
 * not enough for us where money is at stake: a spouse or a parent at the same address shares that much.
 */
export const defaultIdentityPolicy: IdentityPolicy = {
  thresholds: { legal_name: 85, email: 70, phone: 70, address: 70 },
  nicknames: 'accept',
  businesses: 'review',
};

/** Below this, two values have nothing in common (https://plaid.com/docs/identity/interpreting-identity-match). */
export const conflictBelow = 50;

/** Names the rules of this file. A change that decides anything differently gets the next number. */
export const identityPolicyVersion = 2;

export type FieldVerdict = {
  field: IdentityField;
  score: number | null;
  threshold: number;
  verdict: 'match' | 'weak' | 'conflict' | 'unknown';
};
export type IdentityDecision = 'match' | 'unclear' | 'conflict';

/** Why it is no match. */
export type IdentityReason =
  | 'identity_conflict'
  | 'identity_not_available'
  | 'name_unknown'
  | 'name_weak'
  | 'nothing_else_matches'
  | 'nickname'
  | 'business'
  | 'duplicate_account';

export type IdentityJudgement = {
  decision: IdentityDecision;
  reason: IdentityReason | null;
  fields: FieldVerdict[];
  flags: readonly JudgementFlag[];
  source: IdentitySource;
  /** Null where it was judged before the rules had a number. */
  policyVersion: number | null;
};

/** The judgement of the owner who speaks most for the applicant: one of several is enough. */
export function judge(
  source: IdentitySource,
  owners: readonly IdentityEvidence[],
  policy: IdentityPolicy,
): IdentityJudgement {
  const judged = (owners.length > 0 ? owners : [nobody]).map((owner) => judgeOwner(owner, policy));
  const best = judged.reduce((a, b) => (further(b, a) ? b : a));
  return { ...best, source, policyVersion: identityPolicyVersion };
}

const nobody: IdentityEvidence = { scores: { legal_name: null, email: null, phone: null, address: null }, flags: [] };

type Judged = Pick<IdentityJudgement, 'decision' | 'reason' | 'fields'> & Pick<IdentityEvidence, 'flags'>;

function judgeOwner({ scores, flags }: IdentityEvidence, policy: IdentityPolicy): Judged {
  const fields = identityFields.map((field) => verdictOf(field, scores[field], policy.thresholds[field]));
  const reason = objectionTo(fields, flags, policy);
  const decision = reason === null ? 'match' : reason === 'identity_conflict' ? 'conflict' : 'unclear';
  return { decision, reason, fields, flags };
}

/**
 * The name decides whether the account can be the applicant's at all: a name that is clearly someone else's is a
 * conflict, and without a matching name nothing is a match. A matching name is enough where the bank knows nothing
 * else; where it does, one more field has to match too, because people share names. Everything between is unclear,
 * and a person looks at it.
 */
function objectionTo(
  fields: FieldVerdict[],
  flags: readonly IdentityFlag[],
  { nicknames, businesses }: IdentityPolicy,
): IdentityReason | null {
  const name = fields.find(({ field }) => field === 'legal_name')?.verdict;
  const others = fields.filter(({ field, verdict }) => field !== 'legal_name' && verdict !== 'unknown');
  if (name === 'unknown') return others.length === 0 ? 'identity_not_available' : 'name_unknown';
  // A name that is partly the same may be the applicant's from before a marriage.
  if (name === 'conflict' && !flags.includes('partial_name')) return 'identity_conflict';
  if (name !== 'match') return 'name_weak';
  if (others.length > 0 && !others.some(({ verdict }) => verdict === 'match')) return 'nothing_else_matches';
  if (businesses === 'review' && flags.includes('business')) return 'business';
  if (nicknames === 'review' && flags.includes('nickname')) return 'nickname';
  return null;
}

function verdictOf(field: IdentityField, score: number | null, threshold: number): FieldVerdict {
  if (score === null) return { field, score, threshold, verdict: 'unknown' };
  if (score >= threshold) return { field, score, threshold, verdict: 'match' };
  return { field, score, threshold, verdict: score < conflictBelow ? 'conflict' : 'weak' };
}

function further(a: Judged, b: Judged): boolean {
  const order: IdentityDecision[] = ['conflict', 'unclear', 'match'];
  const decided = order.indexOf(a.decision) - order.indexOf(b.decision);
  return decided > 0 || (decided === 0 && total(a) > total(b));
}

const total = ({ fields }: Judged): number => fields.reduce((sum, { score }) => sum + (score ?? 0), 0);
