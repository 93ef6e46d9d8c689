// The consent of a person to a debit, in requests.
import { z } from 'zod';
import type { DebitConsent } from '../../domain/transfers/consent.ts';
import { consentTextIds, consentTexts, readConsentFields } from '../../domain/transfers/consent-texts.ts';
import { instant, prose } from '../http/fields.ts';
import { Problem } from '../http/problem.ts';

export const consentSchema = z.strictObject({
  text: prose(2_000).describe('The text that the person saw, with everything filled in.'),
  text_id: z
    .enum(consentTextIds)
    .nullish()
    .describe('The id of the text from /v1/consent_texts, if you showed one of these.'),
  given_at: instant.refine((at) => at <= new Date(), 'must be in the past'),
  until: instant.nullish(),
});
/** The consent for an onboarding is for its one debit, and has no `until`. */
type GivenConsent = Omit<z.output<typeof consentSchema>, 'until'> & { until?: Date | null | undefined };

/** The text on record has to be the text that the id names, for this debit: the proof rests on it. */
export function refuseOtherText(
  { consent, amount }: { consent?: GivenConsent | undefined; amount: string },
  context: z.core.$RefinementCtx,
): void {
  if (!consent?.text_id) return;
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['consent', 'text'], message });
  const filled = readConsentFields(consent.text_id, consent.text);
  if (!filled) {
    refuse(`must be the text ${consent.text_id} of GET /v1/consent_texts, word by word, with each {field} filled in`);
  } else if (consentTexts[consent.text_id].kind === 'single' && dollars(filled.amount) !== amount) {
    refuse(`must name the amount of the debit, $${amount}, and not ${filled.amount}`);
  }
}

const dollars = (text: string) => /^\$ ?([\d,]+\.\d\d)( USD)?$/.exec(text)?.[1]?.replaceAll(',', '');

/** Throws if the consent is over. Not part of the schema, because a repeat that comes later still gets its answer. */
export function refuseOver({ consent }: { consent?: GivenConsent | undefined }): void {
  if (!consent?.until || consent.until > new Date()) return;
  const errors = [{ pointer: '/consent/until', message: 'must be in the future' }];
  throw new Problem(422, 'invalid_input', 'The person agreed to debits until a time that has passed.', { errors });
}

export const consentOf = ({ consent }: { consent?: GivenConsent | undefined }): DebitConsent | null =>
  consent
    ? {
        text: consent.text,
        textId: consent.text_id ?? null,
        givenAt: consent.given_at.toISOString(),
        until: consent.until?.toISOString() ?? null,
      }
    : null;
