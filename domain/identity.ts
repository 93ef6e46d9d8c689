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
