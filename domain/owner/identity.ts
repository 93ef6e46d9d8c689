// Decides who owns the account: scores per field, judged by thresholds into a decision that can be explained. Scores
// are 0 to 100, and null if either side has no data, which differs from 0 (Plaid, AccountIdentityMatchScore).

export const identityFields = ['legal_name', 'email', 'phone', 'address'] as const;
export type IdentityField = (typeof identityFields)[number];
export type IdentityScores = Record<IdentityField, number | null>;

/** Other observations. Missing data gives no flag. */
export const identityFlags = [
  /** One name is a nickname of the other. */
  'nickname',
  /** A first or a last name is equal: Plaid takes that for a member of the family. */
  'partial_name',
  /** Some words of the two names are similar but not equal: spelt in another way, or differing by a vowel sign. */
  'similar_name',
  /** One of the two names is in another script, wholly or in part, and cannot be compared letter by letter. */
  'other_script',
  /** One of the two compared names belongs to a business, or to another organisation. */
  'business',
  /** One of the two names shows that one person holds the account for another, or for one who died. */
  'fiduciary',
  'postal_code',
  /** The bank names more than one owner. */
  'joint_owners',
] as const;
export type IdentityFlag = (typeof identityFlags)[number];

/** `duplicate_account`: other cases have the account too, and the policy wants a review. */
export const judgementFlags = [...identityFlags, 'duplicate_account'] as const;
export type JudgementFlag = (typeof judgementFlags)[number];

/** How one owner compares with the applicant. */
export type IdentityEvidence = { scores: IdentityScores; flags: readonly IdentityFlag[] };

/**
 * The source of the comparison: Plaid, or our own rules (domain/owner/compare-owners.ts) if Plaid makes none. Null: no
 * comparison was possible.
 */
export const identitySources = ['plaid_match', 'own_rules'] as const;
export type IdentitySource = (typeof identitySources)[number] | null;

export type IdentityPolicy = {
  thresholds: Record<IdentityField, number>;
  /** Whether a match by a nickname, or by the name of a business, is enough or goes to review. */
  nicknames: 'accept' | 'review';
  businesses: 'accept' | 'review';
};

/**
 * Plaid recommends 70 and calls 85 to 99 a strong match of names, 70 to 84 a partial one (NameMatchScore). A partial
 * match is not enough for us when money is at stake: a spouse or a parent at the address has as much in common.
 */
export const defaultIdentityPolicy: IdentityPolicy = {
  thresholds: { legal_name: 85, email: 70, phone: 70, address: 70 },
  nicknames: 'accept',
  businesses: 'review',
};

/** Below this, two values have nothing in common (https://plaid.com/docs/identity/interpreting-identity-match). */
export const conflictBelow = 50;

/** The number of the rules in this file. A change that alters any decision gets the next number. */
export const identityPolicyVersion = 3;

export const fieldVerdicts = ['match', 'weak', 'conflict', 'unknown'] as const;
export type FieldVerdict = {
  field: IdentityField;
  score: number | null;
  threshold: number;
  verdict: (typeof fieldVerdicts)[number];
};
export const identityDecisions = ['match', 'unclear', 'conflict'] as const;
export type IdentityDecision = (typeof identityDecisions)[number];

/** Why the decision is not `match`. */
export const identityReasons = [
  'identity_conflict',
  'identity_not_available',
  'name_unknown',
  'name_weak',
  'nothing_else_matches',
  'other_script',
  'nickname',
  'business',
  'fiduciary',
  'duplicate_account',
] as const;
export type IdentityReason = (typeof identityReasons)[number];

export type IdentityJudgement = {
  decision: IdentityDecision;
  reason: IdentityReason | null;
  fields: FieldVerdict[];
  flags: readonly JudgementFlag[];
  source: IdentitySource;
  /** Null if it was judged before the rules had a number. */
  policyVersion: number | null;
};

/** Returns the judgement of the owner that fits the applicant best: one of several owners is enough. */
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
 * Returns the objection to a match, or null. The name decides whether the account can be the applicant's at all: a
 * clearly different name is a conflict, and without a matching name nothing is a match. A matching name is enough if
 * the bank knows nothing else. Otherwise one more field has to match, because people share names. Everything between is
 * unclear and goes to a reviewer, and so do names in two scripts and an account held for another person.
 */
function objectionTo(
  fields: FieldVerdict[],
  flags: readonly IdentityFlag[],
  { nicknames, businesses }: IdentityPolicy,
): IdentityReason | null {
  const name = fields.find(({ field }) => field === 'legal_name')?.verdict;
  const others = fields.filter(({ field, verdict }) => field !== 'legal_name' && verdict !== 'unknown');
  if (flags.includes('other_script')) return 'other_script';
  if (name === 'unknown') return others.length === 0 ? 'identity_not_available' : 'name_unknown';
  // A partly equal name may be the applicant's name before a marriage. A similar one may be another bank's spelling.
  const perhaps = flags.includes('partial_name') || flags.includes('similar_name');
  if (name === 'conflict' && !perhaps) return 'identity_conflict';
  if (name !== 'match') return 'name_weak';
  if (others.length > 0 && !others.some(({ verdict }) => verdict === 'match')) return 'nothing_else_matches';
  if (flags.includes('fiduciary')) return 'fiduciary';
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
