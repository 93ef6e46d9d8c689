// To what a person agreed, when a tenant debits their account.
import type { ConsentTextId } from './consent-texts.ts';

export type DebitConsent = {
  /** The words to which they agreed. */
  text: string;
  /** Which of our texts it is, filled in. Null: the tenant's own. Missing in older ones. */
  textId?: ConsentTextId | null;
  /** ISO 8601. */
  givenAt: string;
  /** They agreed to debits until then (ISO 8601). Null: until they take it back. */
  until: string | null;
};
