// The consent of a person to a debit of their account, kept with the case that needs it.
import type { DebitConsent } from '../../domain/transfers/consent.ts';
import { applicantKey, type SelectedKey } from '../data-keys.ts';
import type { Db } from '../pool.ts';
import type { Vault } from '../vault.ts';

const place = (transferId: string) => ({ table: 'onboardings', row: transferId, column: 'consent' });

/** Call it once the case has an applicant, whose key seals it, in the transaction that records the case. */
export async function recordConsent(db: Db, vault: Vault, id: string, consent: DebitConsent): Promise<void> {
  const seal = await vault.applicantSealer(db, id);
  const sealed = seal(place(id), JSON.stringify(consent));
  await db.query('update onboardings set consent_sealed = $2, consent_until = $3 where id = $1', [
    id,
    sealed,
    consent.until,
  ]);
}

/** True if the person agreed to debits until a date that has passed. */
export async function isConsentOver(db: Db, caseId: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query('select from onboardings where id = $1 and consent_until < $2', [caseId, now]);
  return rowCount === 1;
}

/** Null for a case without one: a credit, or an onboarding for which the tenant sent none. */
export async function readConsent(db: Db, vault: Vault, caseId: string): Promise<DebitConsent | null> {
  const { rows } = await db.query<{ sealed: Buffer | null; key: SelectedKey }>(
    `select consent_sealed as sealed, ${applicantKey('o.id')} from onboardings o where id = $1`,
    [caseId],
  );
  if (!rows[0]?.sealed) return null;
  const { sealed, key } = rows[0];
  return JSON.parse((await vault.applicantOpener(db, key)(place(caseId), sealed)).reveal());
}
