// Who owns the account: Plaid's scores per field, judged by thresholds into a decision that can be explained.
// Scores are 0-100, and null where either side has no data, which is not the same as 0 (Plaid, AccountIdentityMatchScore).

export const identityFields = ['legal_name', 'email', 'phone', 'address'] as const;
export type IdentityField = (typeof identityFields)[number];
export type IdentityScores = Record<IdentityField, number | null>;

export type FieldVerdict = {
  field: IdentityField;
  score: number | null;
  threshold: number;
  verdict: 'match' | 'weak' | 'conflict' | 'unknown';
};
export type IdentityDecision = 'match' | 'unclear' | 'conflict';
export type IdentityJudgement = { decision: IdentityDecision; fields: FieldVerdict[] };

/**
 * Plaid recommends 70 and calls 85 to 99 a strong match of names, 70 to 84 a partial one (NameMatchScore). Partial is
 * not enough for us where money is at stake: a spouse or a parent at the same address shares that much.
 */
export const defaultThresholds: Record<IdentityField, number> = { legal_name: 85, email: 70, phone: 70, address: 70 };

/** Below this, two values have nothing in common: no nickname, marriage or typing error explains it. */
const conflictBelow = 50;

/**
 * The name decides whether the account can be the applicant's at all: a name that is clearly someone else's is a
 * conflict, and without a matching name nothing is a match. A matching name is enough where the bank knows nothing
 * else; where it does, one more field has to match too, because people share names. Everything between is unclear,
 * and a person looks at it.
 */
export function judge(scores: IdentityScores, thresholds = defaultThresholds): IdentityJudgement {
  const fields = identityFields.map((field) => verdictOf(field, scores[field], thresholds[field]));
  const name = fields.find(({ field }) => field === 'legal_name')?.verdict;
  const others = fields.filter(({ field, verdict }) => field !== 'legal_name' && verdict !== 'unknown');
  const supported = others.length === 0 || others.some(({ verdict }) => verdict === 'match');

  if (name === 'conflict') return { decision: 'conflict', fields };
  if (name === 'match' && supported) return { decision: 'match', fields };
  return { decision: 'unclear', fields };
}

function verdictOf(field: IdentityField, score: number | null, threshold: number): FieldVerdict {
  if (score === null) return { field, score, threshold, verdict: 'unknown' };
  if (score >= threshold) return { field, score, threshold, verdict: 'match' };
  return { field, score, threshold, verdict: score < conflictBelow ? 'conflict' : 'weak' };
}
