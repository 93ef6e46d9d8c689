// To what a person agreed, when a tenant debits their linked account.

export type DebitConsent = {
  /** The words to which they agreed. */
  text: string;
  /** ISO 8601. */
  givenAt: string;
  /** They agreed to debits until then (ISO 8601). Null: until they take it back. */
  until: string | null;
};
